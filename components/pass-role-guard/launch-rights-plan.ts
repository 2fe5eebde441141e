import { type DocumentStatement, oneOrMany, type PlainStatement } from "../policy-statement";
import { ec2Arn, type GuardScope } from "./guard-scope";

/** The right to launch instances, with every reference an ARN. */
export interface LaunchRights {
  /** Instance profiles that an instance may carry: exactly one of these. */
  readonly profiles: readonly string[];
  /** Launch templates to launch from; absent: any launch. */
  readonly templates?: readonly string[] | undefined;
  /** @default every subnet of the account */
  readonly subnets?: readonly string[] | undefined;
  /** @default every image that the account can use */
  readonly images?: ImageRights | undefined;
  /** @default 1 */
  readonly maximumHopLimit?: number | undefined;
}

/** Which images instances are launched from: all that is given must hold. */
export interface ImageRights {
  /** `amazon`, `aws-marketplace` or account ids. */
  readonly owners?: readonly string[] | undefined;
  /** Tags of the image, as this account has set them. */
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-IMDS-new-instances.html */
export const DEFAULT_HOP_LIMIT = 1;

type Conditions = NonNullable<PlainStatement["conditions"]>;

/**
 * Launching instances that carry one of the profiles, require IMDSv2 and have no more hops.
 *
 * With `templates`, a launch must come from one of them, by ec2:LaunchTemplate: a direct launch, and the one that AWS tries
 * for a group call. ASSUMPTION: that one carries the key, as AWS's own policy for Elastic Beanstalk relies on; if it did
 * not, the call would be denied.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ExamplePolicies_EC2.html#iam-example-runinstances
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSElasticBeanstalkRoleCore.html
 */
export function allowLaunch(scope: GuardScope, rights: LaunchRights): readonly DocumentStatement[] {
  const { profiles, templates, subnets, images, maximumHopLimit = DEFAULT_HOP_LIMIT } = rights;
  return [
    run("LaunchWithTheProfile", [ec2Arn(scope, "instance/*")], {
      ArnEquals: { "ec2:InstanceProfile": oneOrMany(profiles) },
      StringEquals: { "ec2:MetadataHttpTokens": "required" },
      NumericLessThanEqualsIfExists: { "ec2:MetadataHttpPutResponseHopLimit": String(maximumHopLimit) },
      ...(templates ? { ArnLike: { "ec2:LaunchTemplate": oneOrMany(templates) } } : {}),
    }),
    ...(templates === undefined ? [] : [run("LaunchFromTheTemplate", templates)]),
    run("LaunchFromParts", [
      ...["security-group", "volume", "key-pair"].map((part) => ec2Arn(scope, `${part}/*`)),
      ...(subnets ?? [ec2Arn(scope, "subnet/*")]),
    ]),
    run(
      "LaunchWithInterfaces",
      [ec2Arn(scope, "network-interface/*")],
      subnets && { ArnLike: { "ec2:Subnet": oneOrMany(subnets) } },
    ),
    run("LaunchFromImages", [`arn:${scope.partition}:ec2:*::image/*`], images && imageConditions(images)),
    {
      sid: "TagAtLaunch",
      actions: ["ec2:CreateTags"],
      resources: ["instance/*", "volume/*", "network-interface/*"].map((part) => ec2Arn(scope, part)),
      conditions: { StringEquals: { "ec2:CreateAction": "RunInstances" } },
    },
  ];
}

function imageConditions({ owners, tags }: ImageRights): Conditions {
  const tagEntries = Object.entries(tags ?? {}).map(([key, value]) => [`ec2:ResourceTag/${key}`, value]);
  return {
    StringEquals: {
      ...(owners === undefined ? {} : { "ec2:Owner": oneOrMany(owners) }),
      ...(Object.fromEntries(tagEntries) as Record<string, string>),
    },
  };
}

function run(sid: string, resources: readonly string[], conditions?: Conditions): DocumentStatement {
  return { sid, actions: ["ec2:RunInstances"], resources: [...resources], ...(conditions && { conditions }) };
}
