import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import type { AwsConnection } from "../../aws/connection";
import { SETTING_READERS, UNSUPPORTED_SETTINGS } from "./provider-connection-plan";

/** How an association reaches AWS, where it is not as the aws provider does. The keys and the token are kept secret. */
export type ConnectionArgs = { readonly [K in keyof AwsConnection]: pulumi.Input<NonNullable<AwsConnection[K]>> };

const SECRET_SETTINGS = ["accessKeyId", "secretAccessKey", "sessionToken"];

/**
 * Returns the connection of an association: that given, or that of the aws provider which `component` would use, an
 * explicit one or the default one with its configuration. What was not given is left out; with keys in it, it is secret.
 * @throws pulumi.ResourceError if the provider has a setting that cannot be taken over.
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
    return SECRET_SETTINGS.some((key) => key in connection) ? pulumi.secret(connection) : pulumi.output(connection);
  });
}

function settingsOfProvider(component: pulumi.ComponentResource): Record<string, pulumi.Input<unknown>> {
  const settings = settingsOf(component.getProvider("aws:index:provider"));
  const refused = pulumi.all(UNSUPPORTED_SETTINGS.map((key) => settings(key))).apply((values) => {
    const at = values.findIndex((text) => text !== undefined && text !== "");
    if (at >= 0) {
      throw new pulumi.ResourceError(
        `the setting \`${UNSUPPORTED_SETTINGS[at] ?? ""}\` of the aws provider is not taken over by an association: give \`connection\` instead`,
        component,
        true,
      );
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

/** Returns a function that reads one setting as text: of an explicit provider, else of the stack's configuration. */
function settingsOf(provider: pulumi.ProviderResource | undefined): (key: string) => pulumi.Output<string | undefined> {
  if (aws.Provider.isInstance(provider)) {
    const outputs = provider as unknown as Readonly<Record<string, pulumi.Output<string | undefined> | undefined>>;
    return (key) => outputs[key] ?? pulumi.output(undefined);
  }
  const configuration = new pulumi.Config("aws");
  return (key) => pulumi.output(configuration.get(key));
}
