import type { ContextValue } from "../evaluate/authorization-request";

const LAUNCH_KEY = "ec2:metadatahttptokens";
const CHANGE_KEY = "ec2:attribute/httptokens";
const DELIVERY_KEY = "ec2:roledelivery";

/** Requests that a document which claims to require IMDSv2 must refuse, or must not. */
export interface Probe {
  /** In words. */
  readonly request: string;
  readonly refuse: boolean;
  readonly action: string;
  /** The types of the resources that the call is authorised against; `*` is none in particular. */
  readonly resources: readonly string[];
  readonly context: Readonly<Record<string, ContextValue>>;
}

/** A way to require IMDSv2 by statements: which statements mean it, and what then holds. */
export interface Claim {
  /** The action that such a statement is about; its Action element must match it. */
  readonly action: string;
  /** Condition keys, in lower case, of which such a statement has one. */
  readonly keys: readonly string[];
  readonly probes: readonly Probe[];
}

/** The action that launches instances. */
export const RUN_INSTANCES = "ec2:RunInstances";
const MODIFY = "ec2:ModifyInstanceMetadataOptions";

/** Beside the instance, a launch is authorised against these, and they know nothing of metadata. */
const LAUNCHED_WITH = ["instance", "image", "network-interface", "security-group", "subnet", "volume"];

const launch = (request: string, refuse: boolean, context: Probe["context"]): Probe => ({
  request,
  refuse,
  action: RUN_INSTANCES,
  resources: refuse ? ["instance"] : LAUNCHED_WITH,
  context,
});
const change = (tokens: string): Probe => ({
  request: "a change of a running instance to optional tokens",
  refuse: true,
  action: MODIFY,
  resources: ["instance"],
  context: { "ec2:Attribute/HttpTokens": tokens, "ec2:MetadataHttpTokens": "required" },
});
const delivery = (request: string, refuse: boolean, context: Probe["context"]): Probe => ({
  request,
  refuse,
  action: "s3:ListAllMyBuckets",
  resources: ["*"],
  context,
});

/**
 * The ways to require IMDSv2 by statements. Keys of a launch stand with the instance alone, those of a change say what is asked for in ec2:Attribute/HttpTokens:
 * ec2:MetadataHttpTokens is what the instance has now.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
 */
export const CLAIMS: readonly Claim[] = [
  {
    action: RUN_INSTANCES,
    keys: [LAUNCH_KEY, CHANGE_KEY],
    probes: [
      launch("a launch that asks for optional tokens", true, { "ec2:MetadataHttpTokens": "optional" }),
      launch("a launch that does not say whether tokens are required", true, {}),
      launch("a launch that requires tokens", false, { "ec2:MetadataHttpTokens": "required" }),
    ],
  },
  { action: MODIFY, keys: [LAUNCH_KEY, CHANGE_KEY], probes: [change("optional")] },
  {
    action: "*",
    keys: [DELIVERY_KEY],
    probes: [
      delivery("a call with credentials that IMDSv1 delivered", true, { "ec2:RoleDelivery": "1.0" }),
      delivery("a call with credentials that IMDSv2 delivered", false, { "ec2:RoleDelivery": "2.0" }),
      delivery("a call with credentials of no instance", false, {}),
    ],
  },
];
