import { type Account, arn, type Instance, type Launch, launchedProfile, type MetadataOptions } from "./account";
import { type Asked, changed, launching, type Move, passing, removed } from "./move";

/** Every call of EC2 and Auto Scaling by which a role comes to an instance, now or later. */
export function ec2Moves(account: Account): readonly Move[] {
  return [
    ...instanceMoves(account),
    ...defaultsMoves(account),
    ...templateMoves(account),
    ...groupMoves(account),
    ...configurationMoves(account),
  ];
}

function instanceMoves(account: Account): readonly Move[] {
  return [
    ...Object.keys(account.profiles).flatMap((profile) =>
      ["RunInstances", "RequestSpotInstances", "RunScheduledInstances"].map((action) => ({
        name: `${action} ${profile}`,
        asks: launchRequests(account, action, profile),
        after: changed(account, "instances", "i-new", { profile, tokens: "required", hops: 1 }),
      })),
    ),
    ...Object.entries(account.instances).flatMap(([id, instance]) => [
      ...associationMoves(account, id, instance),
      ...metadataMoves(account, id, instance),
    ]),
  ];
}

/** AWS describes no further request of RunScheduledInstances. */
function launchRequests(account: Account, action: string, profile: string): readonly Asked[] {
  const asked = (resource: string) => ({ action: `ec2:${action}`, resource });
  switch (action) {
    case "RunScheduledInstances":
      return [asked("*")];
    case "RequestSpotInstances":
      return [asked(arn("ec2", "spot-instances-request/*")), ...launching(account, profile)];
    default:
      return launching(account, profile);
  }
}

/** Changing what instances have that are launched without a word on it. */
function defaultsMoves(account: Account): readonly Move[] {
  const call = (what: string, context: Asked["context"] & {}, after: Partial<MetadataOptions>): Move => ({
    name: `ModifyInstanceMetadataDefaults ${what}`,
    asks: [{ action: "ec2:ModifyInstanceMetadataDefaults", resource: "*", context }],
    after: { ...account, defaults: { ...account.defaults, ...after } },
  });
  return [
    call("optional", { "ec2:Attribute/HttpTokens": "optional" }, { tokens: "optional" }),
    call("hops", { "ec2:Attribute/HttpPutResponseHopLimit": "64" }, { hops: 64 }),
  ];
}

/** Attaching, replacing and detaching the profile. */
function associationMoves(account: Account, id: string, instance: Instance): readonly Move[] {
  const has = instance.profile === null ? {} : { "ec2:InstanceProfile": profileArn(instance.profile) };
  const call = (action: string, profile: string | null): Move => ({
    name: `${action} ${id} ${profile ?? ""}`.trim(),
    asks: [
      onInstance(id, action, profile === null ? has : { ...has, "ec2:NewInstanceProfile": profileArn(profile) }),
      ...passing(profile === null ? null : account.profiles[profile]),
    ],
    after: changed(account, "instances", id, { ...instance, profile }),
  });
  const action = instance.profile === null ? "AssociateIamInstanceProfile" : "ReplaceIamInstanceProfileAssociation";
  return [
    ...Object.keys(account.profiles).map((profile) => call(action, profile)),
    ...(instance.profile === null ? [] : [call("DisassociateIamInstanceProfile", null)]),
  ];
}

/** Setting the options of the metadata service back, one by one. */
function metadataMoves(account: Account, id: string, instance: Instance): readonly Move[] {
  const call = (what: string, context: Asked["context"] & {}, after: Partial<Instance>): Move => ({
    name: `ModifyInstanceMetadataOptions ${id} ${what}`,
    asks: [onInstance(id, "ModifyInstanceMetadataOptions", context)],
    after: changed(account, "instances", id, { ...instance, ...after }),
  });
  return [
    call("optional", { "ec2:Attribute/HttpTokens": "optional" }, { tokens: "optional" }),
    call("hops", { "ec2:Attribute/HttpPutResponseHopLimit": "64" }, { hops: 64 }),
  ];
}

function onInstance(id: string, action: string, context: Asked["context"] & {}): Asked {
  return { action: `ec2:${action}`, resource: arn("ec2", `instance/${id}`), context };
}

function profileArn(profile: string): string {
  return arn("iam", `instance-profile/${profile}`);
}

function templateMoves(account: Account): readonly Move[] {
  const profiles = Object.keys(account.profiles);
  const call = (action: string, id: string, detail: string, after: Account): Move => ({
    name: `${action} ${id} ${detail}`.trim(),
    asks: [{ action: `ec2:${action}`, resource: arn("ec2", `launch-template/${id}`) }],
    after,
  });
  const created = ["lt-01", "lt-02"].flatMap((id) =>
    profiles.map((profile) => {
      const template = account.templates[id] ?? { versions: { 1: profile }, default: "1", next: 2 };
      return call("CreateLaunchTemplate", id, profile, changed(account, "templates", id, template));
    }),
  );
  const deleted = Object.keys(account.templates).map((id) =>
    call("DeleteLaunchTemplate", id, "", removed(account, "templates", id)),
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
  return [...created, ...deleted, ...written];
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
      ...("template" in launch ? fleetCalls(account).map(({ name, ask }) => to(name, "fleet", [ask])) : []),
    ];
  });
}

/** Making a fleet, and giving the one that is there another template. */
function fleetCalls(account: Account): readonly { readonly name: string; readonly ask: Asked }[] {
  const names =
    "fleet" in account.groups ? ["ModifyFleet", "ModifySpotFleetRequest"] : ["CreateFleet", "RequestSpotFleet"];
  return names.map((name) => {
    const resource = arn("ec2", `${name.includes("Spot") ? "spot-fleet-request" : "fleet"}/*`);
    return { name, ask: { action: `ec2:${name}`, resource } };
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
