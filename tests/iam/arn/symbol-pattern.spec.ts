import { expect } from "chai";
import { valueMatcher } from "../../../iam/arn/symbol-pattern";

describe("the pattern of a symbol", () => {
  for (const [pattern, value, expected] of [
    ["arn:*:s3:::?*", "arn:aws:s3:::photos", true],
    ["arn:*:s3:::?*", "arn:aws:s3:::photos/a:b", true],
    ["arn:*:s3:::?*", "arn:aws:evil:s3:::photos", false],
    ["arn:*:s3:::?*", "arn:a/b:s3:::photos", false],
    ["arn:*:s3:::?*", "photos", false],
    ["a*n:*:s3:::?*", "arn:aws:evil:s3:::photos", true],
    ["arn:aws:s3:*", "arn:aws:s3:::photos", true],
    ["role-*", "role-a:b/c", true],
    ["role-*", "user-a", false],
  ] as const)
    it(`${pattern} ${expected ? "admits" : "does not admit"} ${value}`, () => {
      expect(valueMatcher(pattern)(value)).to.equal(expected);
    });
});
