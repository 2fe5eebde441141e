import fc from "fast-check";
import type { AuthorizationRequest, ContextValue } from "../../../iam";
import { CALLERS } from "./universe";

const values = (...texts: readonly string[]): fc.Arbitrary<ContextValue> =>
  fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...texts) }, { weight: 1, arbitrary: fc.subarray([...texts]) });

const context = fc.record(
  {
    "a:x": values("a", "b", "ab", "A", "*", ""),
    "A:Y": values("a", "b", "AB"),
    "a:n": values("1", "2.0", "-1", "10.0", "11"),
    "a:d": values("2020-01-01T00:00:00Z", "1577836800", "2021-06-01T12:00:00Z", "2019-12-31"),
    "a:b": values("true", "false", "TRUE"),
    "a:r": values("arn:aws:iam::111111111111:role/a", "arn:aws:iam::222222222222:role/a", "arn:aws:s3:::b"),
    "a:i": values("10.0.0.1", "10.0.0.2", "11.0.0.1"),
  },
  { requiredKeys: [] },
);

/** A request in the little universe; account and region are not drawn where the ARN has none. */
export const request: fc.Arbitrary<AuthorizationRequest> = fc
  .record(
    {
      principal: fc.constantFrom(...CALLERS),
      action: fc.constantFrom("s3:GetX", "s3:getx", "s3:PutX", "ec2:RunX", "sts:AssumeRole"),
      resource: fc.constantFrom(
        ...["*", "arn:aws:s3:::b/a", "arn:aws:s3:::b/ab", "arn:aws:s3:::b/*", "arn:aws:s3:::b/d/e", "arn:aws:s3:::c"],
        ...["arn:aws:sqs:r:111111111111:q", "arn:aws:sqs:r:222222222222:q:q"],
      ),
      resourceAccount: fc.constantFrom("111111111111", "222222222222"),
      managementAccount: fc.boolean(),
      context,
    },
    { requiredKeys: ["principal", "action", "resource", "context"] },
  )
  .map((drawn) => drawn as AuthorizationRequest);
