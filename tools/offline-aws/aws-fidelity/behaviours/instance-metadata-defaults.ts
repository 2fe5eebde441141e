import { withParameters, type AwsRequest } from "../aws-request";
import { ec2Answer, ec2Error } from "../aws-response";
import { answer, forward, type Behaviour } from "../behaviour";
import type { Moto } from "../moto";
import { missingOptions, type MetadataOptions } from "./metadata-options";

/** The defaults of one account in one region; what is absent has no default. */
type Defaults = ReadonlyMap<string, string>;

/** The parameters of ModifyInstanceMetadataDefaults, with the element of the answer that shows each. */
const ELEMENTS = {
  HttpTokens: "httpTokens",
  HttpPutResponseHopLimit: "httpPutResponseHopLimit",
  HttpEndpoint: "httpEndpoint",
  InstanceMetadataTags: "instanceMetadataTags",
  HttpTokensEnforced: "httpTokensEnforced",
} as const;

function changed(defaults: Defaults, parameters: URLSearchParams | undefined): Defaults {
  const next = new Map(defaults);
  for (const name of Object.keys(ELEMENTS)) {
    const value = parameters?.get(name);
    if (value === null || value === undefined) continue;
    if (value === "no-preference" || value === "-1") next.delete(name);
    else next.set(name, value);
  }
  return next;
}

function described(defaults: Defaults): Record<string, string> {
  const elements = Object.entries(ELEMENTS).map(([name, element]) => [element, defaults.get(name)] as const);
  const given = elements.filter((entry): entry is [(typeof elements)[number][0], string] => entry[1] !== undefined);
  return { ...Object.fromEntries(given), managedBy: "account" };
}

// ASSUMPTION: AWS documents the error code and the condition of an enforced launch, not every word of the message.
/** The defaults fill in what the launch leaves open. A launch that allows IMDSv1 fails where tokens are enforced. */
function launch(request: AwsRequest, defaults: Defaults) {
  const options: MetadataOptions = Object.fromEntries([...defaults].filter(([name]) => name !== "HttpTokensEnforced"));
  const launched = withParameters(request, missingOptions(request, "MetadataOptions.", options));
  const enforced = defaults.get("HttpTokensEnforced") === "enabled";
  if (!enforced || launched.parameters?.get("MetadataOptions.HttpTokens") === "required") return forward(launched);
  return answer(
    ec2Error(
      "UnsupportedOperation",
      "You can't launch instances with IMDSv1 because httpTokensEnforced is enabled for this account. Either launch " +
        "the instance with httpTokens=required or contact your account owner to disable httpTokensEnforced.",
    ),
  );
}

/** The account's defaults for metadata options, which moto does not have. */
export function instanceMetadataDefaults(): Behaviour {
  const defaults = new Map<string, Defaults>();
  const keyOf = async (request: AwsRequest, moto: Moto) =>
    `${(await moto.caller(request)).accountId}/${request.region}`;
  return {
    name: "an account has defaults for metadata options, which a launch falls back on",
    source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyInstanceMetadataDefaults.html",
    actions: ["ec2:ModifyInstanceMetadataDefaults", "ec2:GetInstanceMetadataDefaults", "ec2:RunInstances"],
    async before(request, moto) {
      const key = await keyOf(request, moto);
      const present = defaults.get(key) ?? new Map<string, string>();
      const action = request.parameters?.get("Action") ?? "";
      if (action === "RunInstances") return launch(request, present);
      if (action === "GetInstanceMetadataDefaults") {
        return answer(ec2Answer(action, present.size === 0 ? {} : { accountLevel: described(present) }));
      }
      defaults.set(key, changed(present, request.parameters));
      return answer(ec2Answer(action, { return: "true" }));
    },
    reset() {
      defaults.clear();
    },
  };
}
