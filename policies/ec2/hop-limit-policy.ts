import { UNKNOWN, isPlainObject } from "../../ec2/plain-value";
import type { PolicyMetadata, ResourcePolicyDeclaration } from "../policy-declaration";

/** A policy that limits the hop limit of metadata answers on one resource type; not set is the default, 1. */
export function hopLimitPolicy(
  policy: Pick<PolicyMetadata, "name" | "displayName" | "description"> & { readonly resourceType: string },
  defaultMaximum: number,
): ResourcePolicyDeclaration {
  return {
    ...policy,
    kind: "resource",
    severity: "medium",
    enforcementLevel: "mandatory",
    tags: ["ec2", "imdsv2"],
    remediationSteps:
      "Lower `metadataOptions.httpPutResponseHopLimit`; containers that need the metadata need 2, others 1.",
    settings: {
      maximum: {
        type: "integer",
        minimum: 1,
        maximum: 64,
        description:
          "The highest hop limit allowed: 1 for processes of the instance, 2 where containers need the metadata.",
        default: defaultMaximum,
      },
    },
    properties: ["metadataOptions"],
    judgeResource: (resource, settings) => {
      const options = resource.properties["metadataOptions"];
      const maximum = Number(settings["maximum"]);
      const property = "`metadataOptions.httpPutResponseHopLimit`";
      const fix = `httpPutResponseHopLimit: ${maximum}`;
      const limit =
        options === UNKNOWN ? UNKNOWN : isPlainObject(options) ? options["httpPutResponseHopLimit"] : undefined;
      const endpoint = isPlainObject(options) ? options["httpEndpoint"] : undefined;
      if (endpoint === "disabled") return [];
      if (limit === UNKNOWN) {
        return [{ kind: "notVerified", resource, problem: `${property} is not known at preview`, fix }];
      }
      if (limit === undefined || limit === null || Number(limit) <= maximum) return [];
      const problem = `${property} is ${JSON.stringify(limit)}, so the token leaves the instance; the setting \`maximum\` allows ${maximum}`;
      return [{ kind: endpoint === UNKNOWN ? "notVerified" : "violation", resource, problem, fix }];
    },
  };
}
