import { expect } from "chai";
import { z } from "zod";
import { readCases } from "../support/cases";
import { ENABLED, runPack, runPolicies, type Told } from "../support/pack-run";
import type { TestResource } from "../support/policy-run";

const given = z.object({ resources: z.array(z.custom<TestResource>()).min(1), config: z.unknown().optional() });
const want = z.object({ findings: z.array(z.string()) });
const placeOf = ({ policy, urn }: Told): string => `${policy} ${urn}`;
const wordsOf = ({ urn, message }: Told): string => `${urn} ${message}`;
const placesOf = (told: readonly Told[]): readonly string[] => [...new Set(told.map(placeOf))].sort();

describe("findings that are left out since another policy reports their cause", () => {
  let leftOut = 0;
  for (const { name, given: one } of readCases<z.infer<typeof given>, unknown>("one-cause/causes", given, want)) {
    for (const order of ["as written", "in reverse"] as const) {
      it(`${name}, ${order}: are told where the policies are off to which theirs yields, or which say the same`, () => {
        const resources = order === "as written" ? one.resources : [...one.resources].reverse();
        const told = placesOf(runPack(resources));
        expect(told).to.deep.equal(placesOf(runPack(one.resources)));
        for (const policy of ENABLED) {
          const ofPolicy = runPack(resources, [policy]);
          expect(ofPolicy.length > 0, `${policy.name} alone`).to.equal(
            runPolicies([policy], resources).some(({ reports }) => reports.length > 0),
          );
          const alone = ofPolicy.filter((one_) => !told.includes(placeOf(one_)));
          if (alone.length === 0) continue;
          const places = placesOf(alone);
          leftOut += places.length;
          const words = new Set(alone.map(wordsOf));
          const others = ENABLED.filter(
            (other) =>
              other === policy ||
              (policy.yieldsTo?.includes(other.name) !== true &&
                !runPack(resources, [other]).some((one_) => words.has(wordsOf(one_)))),
          );
          expect(placesOf(runPack(resources, others))).to.include.members([...places]);
        }
      });
    }
  }

  it("are some", () => {
    expect(leftOut).to.be.greaterThan(40);
  });
});
