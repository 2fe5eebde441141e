import { type Account, arn, type Launch, launchedProfile } from "./account";
import { type Asked, changed, launching, type Move, passing } from "./move";

/** Every call of EC2 and Auto Scaling by which a role comes to an instance, now or later. */
export function ec2Moves(account: Account): readonly Move[] {
  return [...instanceMoves(account), ...templateMoves(account), ...groupMoves(account), ...configurationMoves(account)];
}

function instanceMoves(account: Account): readonly Move[] {
  const [id = "", instance] = Object.entries(account.instances)[0] ?? [];
  const on = (action: string, context: Asked["context"] = {}): Asked => ({
    action: `ec2:${action}`,
    resource: arn("ec2", `instance/${id}`),
    context,
  });
  return [
    ...Object.entries(account.profiles).flatMap(([profile, role]) => [
      {
        name: `RunInstances ${profile}`,
        asks: launching(account, profile),
        after: changed(account, "instances", "i-new", { profile, tokens: "required" }),
      },
      {
        name: `ReplaceIamInstanceProfileAssociation ${profile}`,
        asks: [
          on("ReplaceIamInstanceProfileAssociation", {
            "ec2:InstanceProfile": arn("iam", `instance-profile/${instance?.profile ?? ""}`),
            "ec2:NewInstanceProfile": arn("iam", `instance-profile/${profile}`),
          }),
          ...passing(role),
        ],
        after: changed(account, "instances", id, { profile, tokens: instance?.tokens ?? "required" }),
      },
    ]),
    {
      name: "ModifyInstanceMetadataOptions optional",
      asks: [on("ModifyInstanceMetadataOptions", { "ec2:Attribute/HttpTokens": "optional" })],
      after: changed(account, "instances", id, { profile: instance?.profile ?? "", tokens: "optional" }),
    },
  ];
}

function templateMoves(account: Account): readonly Move[] {
  const profiles = Object.keys(account.profiles);
  const call = (action: string, id: string, detail: string, after: Account): Move => ({
    name: `${action} ${id} ${detail}`,
    asks: [{ action: `ec2:${action}`, resource: arn("ec2", `launch-template/${id}`) }],
    after,
  });
  const created = profiles.map((profile) =>
    call(
      "CreateLaunchTemplate",
      "lt-02",
      profile,
      changed(
        account,
        "templates",
        "lt-02",
        account.templates["lt-02"] ?? { versions: { 1: profile }, default: "1", next: 2 },
      ),
    ),
  );
  const written = Object.entries(account.templates).flatMap(([id, template]) => {
    const numbers = Object.keys(template.versions);
    const latest = numbers.at(-1) ?? "";
    const { [latest]: dropped, ...older } = template.versions;
    return [
      ...profiles.map((profile) => {
        const versions = { ...template.versions, [template.next]: profile };
        return call(
          "CreateLaunchTemplateVersion",
          id,
          profile,
          changed(account, "templates", id, { ...template, versions, next: template.next + 1 }),
        );
      }),
      ...numbers.map((number) =>
        call("ModifyLaunchTemplate", id, number, changed(account, "templates", id, { ...template, default: number })),
      ),
      ...(dropped === undefined || numbers.length === 1 || latest === template.default
        ? []
        : [
            call(
              "DeleteLaunchTemplateVersions",
              id,
              latest,
              changed(account, "templates", id, { ...template, versions: older }),
            ),
          ]),
    ];
  });
  return [...created, ...written];
}

/** Groups and fleets are set to every version, to follow, and to every launch configuration. */
function groupMoves(account: Account): readonly Move[] {
  const launches: readonly Launch[] = [
    ...Object.entries(account.templates).flatMap(([template, { versions }]) =>
      [...Object.keys(versions), "$Latest", "$Default"].map((version) => ({ template, version })),
    ),
    ...Object.keys(account.configurations).map((configuration) => ({ configuration })),
  ];
  const groups = Object.keys(account.groups).filter((name) => name !== "fleet" && name !== "web");
  return launches.flatMap((launch) => {
    const detail = Object.values(launch).join(" ");
    const to = (name: string, group: string, asks: readonly Asked[]): Move => ({
      name: `${name} ${group} ${detail}`,
      asks: [...asks, ...dryRun(account, launch)],
      after: changed(account, "groups", group, launch),
    });
    const on = (action: string, group: string, context: Asked["context"] = {}): Asked => ({
      action: `autoscaling:${action}`,
      resource: arn("autoscaling", `autoScalingGroup:0a1b:autoScalingGroupName/${group}`),
      context,
    });
    return [
      to("CreateAutoScalingGroup", "web", [on("CreateAutoScalingGroup", "web", groupContext(launch))]),
      ...groups.flatMap((group) => [
        to("UpdateAutoScalingGroup", group, [on("UpdateAutoScalingGroup", group, groupContext(launch))]),
        ...("template" in launch ? [to("StartInstanceRefresh", group, [on("StartInstanceRefresh", group)])] : []),
      ]),
      ...("template" in launch
        ? [to("CreateFleet", "fleet", [{ action: "ec2:CreateFleet", resource: arn("ec2", "fleet/*") }])]
        : []),
    ];
  });
}

function groupContext(launch: Launch): Readonly<Record<string, string>> {
  return "configuration" in launch
    ? { "autoscaling:LaunchConfigurationName": launch.configuration }
    : { "autoscaling:LaunchTemplateVersionSpecified": String(!launch.version.startsWith("$")) };
}

/** The profile of a launch configuration was checked when that was made; that of a template is when the group is. */
function dryRun(account: Account, launch: Launch): readonly Asked[] {
  return "configuration" in launch ? [] : launching(account, launchedProfile(account, launch), launch.template);
}

function configurationMoves(account: Account): readonly Move[] {
  return Object.entries(account.profiles).map(([profile, role]) => ({
    name: `CreateLaunchConfiguration ${profile}`,
    asks: [
      {
        action: "autoscaling:CreateLaunchConfiguration",
        resource: arn("autoscaling", "launchConfiguration:1:launchConfigurationName/new"),
      },
      ...passing(role),
    ],
    after: changed(account, "configurations", "new", profile),
  }));
}
