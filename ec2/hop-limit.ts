import { UNKNOWN, isPlainObject, type PlainObject, type PlainValue } from "./plain-value";
import { parseJson } from "./service-metadata-settings";

/** What the hop limit of a resource means under a maximum. */
export type HopLimitJudgement = { readonly kind: "compliant" } | HopLimitProblem;

/** `violation`: the limit is higher, or stands in a text that is no JSON; `unknown`: a value that decides is not known. */
export interface HopLimitProblem {
  readonly kind: "violation" | "unknown";
  /** The property that is too high or not known: `metadataOptions`. */
  readonly property: string;
  readonly problem: string;
}

/**
 * Compares the hop limit at `path` (`metadataOptions.httpPutResponseHopLimit`) with `maximum`, in hops; JSON text on the way
 * is read. What is not set is compliant, the account's default or the AMI's decides then; so is a metadata service that is off.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-options.html
 */
export function judgeHopLimit(properties: PlainObject, path: string, maximum: number): HopLimitJudgement {
  const keys = path.split(".");
  let holder: PlainValue | undefined = properties;
  for (const [index, key] of keys.slice(0, -1).entries()) {
    holder = isPlainObject(holder) ? holder[key] : undefined;
    const property = keys.slice(0, index + 1).join(".");
    if (holder === UNKNOWN) return notKnown(property);
    if (typeof holder !== "string") continue;
    holder = parseJson(holder);
    if (holder === undefined) return { kind: "violation", property, problem: `\`${property}\` is no JSON text` };
  }
  if (!isPlainObject(holder)) return { kind: "compliant" };
  const limit = holder[keys.at(-1) ?? path];
  const endpoint = holder["httpEndpoint"];
  if (endpoint === "disabled" || limit === undefined || limit === null) return { kind: "compliant" };
  if (limit === UNKNOWN) return notKnown(path);
  if (Number(limit) <= maximum) return { kind: "compliant" };
  const problem = `\`${path}\` is ${JSON.stringify(limit)}, so the token leaves the instance; the setting \`maximum\` allows ${maximum}`;
  if (endpoint !== UNKNOWN) return { kind: "violation", property: path, problem };
  const property = [...keys.slice(0, -1), "httpEndpoint"].join(".");
  return {
    kind: "unknown",
    property,
    problem: `\`${property}\` is not known at preview; unless it is disabled, ${problem}`,
  };
}

function notKnown(path: string): HopLimitJudgement {
  return { kind: "unknown", property: path, problem: `\`${path}\` is not known at preview` };
}
