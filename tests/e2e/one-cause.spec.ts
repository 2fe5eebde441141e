import { expect } from "chai";
import { z } from "zod";
import { BUILT_PACK, PolicyServer, type Diagnostic } from "../support/policy-server";
import { urnOf, type TestResource } from "../support/policy-run";
import { readCases } from "../support/cases";

const level = z.enum(["advisory", "mandatory", "disabled"]);
const given = z.strictObject({
  resources: z.array(z.custom<TestResource>()).min(1),
  /** Levels of policies that are not at their default, and exemptions. */
  config: z
    .record(z.string(), z.strictObject({ level, properties: z.record(z.string(), z.unknown()).optional() }))
    .optional(),
});
/** `policy level resource`, for every finding of the pack. */
const want = z.strictObject({ findings: z.array(z.string()) });

describe("the pack, of one cause", () => {
  let server: PolicyServer;
  before(async () => {
    server = await PolicyServer.start(BUILT_PACK);
  });
  after(() => server.stop());

  for (const one of readCases<z.infer<typeof given>, z.infer<typeof want>>("one-cause/causes", given, want)) {
    it(one.name, async () => {
      const { resources, config = {} } = one.given;
      const entries = Object.entries(config).map(([name, { level: at, properties = {} }]) => [
        name,
        { level: at, properties },
      ]);
      await server.configure(Object.fromEntries(entries) as Parameters<PolicyServer["configure"]>[0]);
      const found: Diagnostic[] = [];
      for (const resource of resources) found.push(...(await server.analyze(resource)));
      found.push(...(await server.analyzeStack(resources)));
      const names = new Map(resources.map((resource) => [urnOf(resource), resource.name]));
      const got = found.map(({ policy, level: at, urn }) => `${policy} ${at} ${names.get(urn) ?? urn}`);
      expect(got.sort(), JSON.stringify(found, undefined, 1)).to.deep.equal([...one.want.findings].sort());
    });
  }
});
