import * as pulumi from "@pulumi/pulumi";

import { readConfiguration } from "./program/configuration";
import { buildResources } from "./program/resources";

const NAMESPACE = "ec2-identity";

function configurationEntries(): Record<string, string> {
  const prefix = `${NAMESPACE}:`;
  return Object.fromEntries(
    Object.entries(pulumi.runtime.allConfig())
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, value]) => [key.slice(prefix.length), value]),
  );
}

const entries = configurationEntries();
if (Object.keys(entries).length === 0) {
  throw new pulumi.RunError(
    `stack \`${pulumi.getStack()}\` configures nothing: expected keys of \`${NAMESPACE}\` in Pulumi.${pulumi.getStack()}.yaml (a mistyped stack name?)`,
  );
}

const result = readConfiguration(NAMESPACE, entries);
if (result.kind === "wrong") {
  throw new pulumi.RunError(
    [
      `the configuration of stack \`${pulumi.getStack()}\` (Pulumi.${pulumi.getStack()}.yaml) is wrong:`,
      ...result.problems,
    ].join("\n  "),
  );
}

export const { buckets, roles, instances, groups } = buildResources(result.configuration);
