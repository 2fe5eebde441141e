/** What the engine says of the stack, before it becomes the environment of a program or a policy pack. */
export interface StackSettings {
  readonly organization: string;
  readonly project: string;
  readonly stack: string;
  readonly dryRun: boolean;
  /** Keys as the engine writes them, `namespace:name`; values as text, objects as JSON. */
  readonly config: ReadonlyMap<string, string>;
  readonly configSecretKeys: readonly string[];
}

/** The key `namespace:name` as the Node SDK's environment has it: `namespace:config:name`. */
function environmentKey(key: string): string {
  const colon = key.indexOf(":");
  return colon === -1 ? key : `${key.slice(0, colon)}:config:${key.slice(colon + 1)}`;
}

/**
 * The variables that carry the stack's configuration to `@pulumi/pulumi`: PULUMI_CONFIG, a JSON object, and
 * PULUMI_CONFIG_SECRET_KEYS, a JSON list of the keys in it that are secret.
 */
export function configEnvironment(settings: StackSettings): Record<string, string> {
  const config: Record<string, string> = {};
  for (const [key, value] of settings.config) config[environmentKey(key)] = value;
  return {
    PULUMI_CONFIG: JSON.stringify(config),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(settings.configSecretKeys.map(environmentKey)),
  };
}

/**
 * The variables from which a policy pack learns its stack: `pulumi.runtime.isDryRun()`, `getStack()`, `getProject()`,
 * `getOrganization()` and `new pulumi.Config()` read them when the pack boots.
 */
export function policyPackEnvironment(settings: StackSettings): Record<string, string> {
  const dryRun = String(settings.dryRun);
  return {
    ...configEnvironment(settings),
    PULUMI_NODEJS_ORGANIZATION: settings.organization,
    PULUMI_NODEJS_PROJECT: settings.project,
    PULUMI_NODEJS_STACK: settings.stack,
    PULUMI_NODEJS_DRY_RUN: dryRun,
    PULUMI_ORGANIZATION: settings.organization,
    PULUMI_PROJECT: settings.project,
    PULUMI_STACK: settings.stack,
    PULUMI_DRY_RUN: dryRun,
  };
}
