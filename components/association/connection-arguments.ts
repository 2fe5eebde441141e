import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { AwsConnection } from "../../aws/connection";
import { refusalOfSettings, SETTING_READERS, UNSUPPORTED_SETTINGS } from "./provider-connection-plan";

/** How an association reaches AWS, in place of the aws provider's settings. With keys or a token in it, all of it is secret. */
export type ConnectionArgs = { readonly [K in keyof AwsConnection]: pulumi.Input<NonNullable<AwsConnection[K]>> };

const SECRET_SETTINGS = ["accessKeyId", "secretAccessKey", "sessionToken"];

/** Says whether a connection holds keys, a session token or the token of a web identity. */
function holdsSecrets(connection: AwsConnection): boolean {
  return SECRET_SETTINGS.some((key) => key in connection) || connection.webIdentity?.token !== undefined;
}

/**
 * Returns the connection of an association: the one given; without one, the settings of the aws provider that `component`
 * would use, which is an explicit one, or the default one as the stack configures it. Settings without a value are left out.
 * With keys or a token in it, it is secret.
 * @throws pulumi.ResourceError if the provider has a setting that an association cannot take over.
 */
export function connectionOf(
  component: pulumi.ComponentResource,
  given: ConnectionArgs | undefined,
): pulumi.Output<AwsConnection> {
  const settings: Record<string, pulumi.Input<unknown>> = given === undefined
    ? settingsOfProvider(component)
    : { ...given };
  return pulumi.output(settings).apply((all) => {
    const connection = Object.fromEntries(
      Object.entries(all as Record<string, unknown>).filter(([, value]) => value !== undefined),
    );
    return holdsSecrets(connection) ? pulumi.secret(connection) : pulumi.output(connection);
  });
}

function settingsOfProvider(component: pulumi.ComponentResource): Record<string, pulumi.Input<unknown>> {
  const settings = settingsOf(component.getProvider("aws:index:provider"));
  const unsupported = Object.fromEntries(Object.keys(UNSUPPORTED_SETTINGS).map((key) => [key, settings(key)]));
  const refused = pulumi.output(unsupported).apply((texts) => {
    const refusal = refusalOfSettings(texts);
    if (refusal !== undefined) {
      throw new pulumi.ResourceError(refusal, component, true);
    }
    return "";
  });
  return Object.fromEntries(
    Object.entries(SETTING_READERS).map(([key, { from, read }]) => [
      key,
      pulumi
        .all([settings(from), refused])
        .apply(([text]) => (text === undefined || text === "" ? undefined : read(text))),
    ]),
  );
}

/** Returns what reads one setting, as text: from the explicit provider, or from the stack's configuration of the default one. */
function settingsOf(provider: pulumi.ProviderResource | undefined): (key: string) => pulumi.Output<string | undefined> {
  if (aws.Provider.isInstance(provider)) {
    const outputs = provider as unknown as Readonly<Record<string, pulumi.Output<string | undefined> | undefined>>;
    return (key) => outputs[key] ?? pulumi.output(undefined);
  }
  const configuration = new pulumi.Config("aws");
  return (key) => pulumi.output(configuration.get(key));
}
