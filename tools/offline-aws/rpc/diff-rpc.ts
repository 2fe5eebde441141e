import { type DiffRequest, DiffResponse, PropertyDiff } from "@pulumi/pulumi/proto/provider_pb";
import { DEFAULTS_KEY } from "../check/apply-defaults";
import type { InputsDiff, PropertyChange } from "../diff/diff-inputs";
import type { OfflineAwsProvider } from "../offline-aws-provider";
import { containsUnknown, type PropertyMap } from "../property-value/property-value";
import { samePropertyValue } from "../property-value/same-property-value";
import { decodeStruct } from "../property-value/wire";
import { parseUrn } from "../resource-urn";

const KINDS: Readonly<Record<PropertyChange["kind"], readonly [PropertyDiff.Kind, PropertyDiff.Kind]>> = {
  add: [PropertyDiff.Kind.ADD, PropertyDiff.Kind.ADD_REPLACE],
  delete: [PropertyDiff.Kind.DELETE, PropertyDiff.Kind.DELETE_REPLACE],
  update: [PropertyDiff.Kind.UPDATE, PropertyDiff.Kind.UPDATE_REPLACE],
};

function topLevel(path: string): string {
  return path.split(/[.[]/)[0] ?? path;
}

function response({ changes, deleteBeforeReplace }: InputsDiff): DiffResponse {
  const result = new DiffResponse();
  const paths = [...changes.keys()];
  const replaces = paths.filter((path) => changes.get(path)?.replace === true);
  result.setChanges(paths.length > 0 ? DiffResponse.DiffChanges.DIFF_SOME : DiffResponse.DiffChanges.DIFF_NONE);
  result.setDiffsList([...new Set(paths.map(topLevel))]);
  result.setReplacesList([...new Set(replaces.map(topLevel))]);
  result.setDeletebeforereplace(deleteBeforeReplace);
  result.setHasdetaileddiff(true);
  const detailed = result.getDetaileddiffMap();
  for (const [path, { kind, replace }] of changes) {
    const diff = new PropertyDiff();
    diff.setKind(KINDS[kind][replace ? 1 : 0]);
    diff.setInputdiff(true);
    detailed.set(path, diff);
  }
  return result;
}

/** Answers `Diff`, by the inputs of the last update and the new ones. */
export function diff(provider: OfflineAwsProvider, request: DiffRequest): DiffResponse {
  const { typeToken } = parseUrn(request.getUrn());
  const ignored = new Set(request.getIgnorechangesList());
  const kept = (inputs: PropertyMap) => Object.fromEntries(Object.entries(inputs).filter(([key]) => !ignored.has(key)));
  const olds = kept(decodeStruct(request.getOldInputs() ?? request.getOlds()));
  return response(provider.diff(typeToken, olds, kept(decodeStruct(request.getNews()))));
}

/** Settings of a provider whose change means other accounts or regions, so that its resources are other resources. */
const REPLACING_SETTINGS = ["region"];

/** Answers `DiffConfig`: another region makes another provider, every other change is taken in place. */
export function diffConfig(request: DiffRequest): DiffResponse {
  const [olds, news] = [decodeStruct(request.getOldInputs() ?? request.getOlds()), decodeStruct(request.getNews())];
  const changes = new Map<string, PropertyChange>();
  for (const name of new Set([...Object.keys(olds), ...Object.keys(news)])) {
    const [before, after] = [olds[name] ?? null, news[name] ?? null];
    if (name === DEFAULTS_KEY || name === "version" || samePropertyValue(before, after)) continue;
    const replace = REPLACING_SETTINGS.includes(name) && before !== null && !containsUnknown(after);
    changes.set(name, { kind: before === null ? "add" : after === null ? "delete" : "update", replace });
  }
  return response({ changes, deleteBeforeReplace: false });
}
