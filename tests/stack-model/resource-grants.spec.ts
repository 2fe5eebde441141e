import { expect } from "chai";
import fc from "fast-check";
import { evaluate, type ApplicablePolicies, type AuthorizationRequest, type NamedPolicy } from "../../iam";
import { subjectOfPrincipal } from "../../stack-model/principal-subject";
import { withResourceGrants } from "../../stack-model/resource-grants";
import { StackModel } from "../../stack-model/stack-model";
import type { StackPrincipal } from "../../stack-model/stack-principals";
import type { StackResource } from "../../stack-model/stack-resource";
import { policy } from "../support/policies";
import { RUNS, SEED } from "../support/property-settings";

const ACCOUNT = "111122223333";
const ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/team/web`;
const BUCKET = "arn:aws:s3:::photos";
const IN_BUCKET = [BUCKET, `${BUCKET}/a`, `${BUCKET}/public/a`];

const principals = fc.constantFrom<unknown>(
  "*",
  { AWS: "*" },
  { AWS: ROLE_ARN },
  { AWS: `arn:aws:sts::${ACCOUNT}:assumed-role/web/now` },
  { AWS: `arn:aws:sts::${ACCOUNT}:assumed-role/web/later` },
  { AWS: ACCOUNT },
  { AWS: `arn:aws:iam::${ACCOUNT}:root` },
  { AWS: [ROLE_ARN, `arn:aws:iam::${ACCOUNT}:root`] },
  { AWS: [ROLE_ARN, `arn:aws:sts::${ACCOUNT}:assumed-role/web/now`, `arn:aws:iam::${ACCOUNT}:root`] },
  { AWS: "arn:aws:iam::444455556666:role/team/web" },
  { AWS: "arn:aws:iam::444455556666:root" },
  { Service: "ec2.amazonaws.com" },
);
const resources = fc.constantFrom<unknown>(
  "*",
  BUCKET,
  `${BUCKET}/*`,
  [BUCKET, `${BUCKET}/*`],
  `${BUCKET}/public/*`,
  "arn:aws:s3:::*/public/*",
  "arn:aws:s3:::photos-of-others/*",
);
const conditions = fc.constantFrom<object>(
  {},
  {},
  { Condition: { ArnEquals: { "aws:PrincipalArn": ROLE_ARN } } },
  { Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/other" } } },
  { Condition: { ArnNotEquals: { "aws:PrincipalArn": ROLE_ARN } } },
);
const actions = fc.constantFrom<object>(
  { Action: "s3:*" },
  { Action: ["s3:GetObject", "s3:ListBucket"] },
  { NotAction: "s3:GetObject" },
);
const statement = fc
  .tuple(
    fc.constantFrom("Allow", "Deny"),
    fc.tuple(fc.constantFrom("Principal", "Principal", "NotPrincipal"), principals),
    fc.tuple(fc.constantFrom("Resource", "Resource", "NotResource"), resources),
    conditions,
    actions,
  )
  .map(([Effect, [naming, who], [about, which], condition, action]) => ({
    Effect,
    [naming]: who,
    [about]: which,
    ...condition,
    ...action,
  }));

const own = fc.constantFrom<object | undefined>(
  undefined,
  { Effect: "Allow", Action: "s3:GetObject", Resource: `${BUCKET}/public/*` },
  { Effect: "Allow", Action: "*", Resource: "*" },
);
const boundaries = fc.constantFrom<object | undefined>(
  undefined,
  undefined,
  { Effect: "Allow", Action: "s3:GetObject", Resource: "*" },
  { Effect: "Allow", Action: "sqs:*", Resource: "*" },
);

const documentOf = (statements: readonly object[], Version: string): string =>
  JSON.stringify({ Version, Statement: statements });

/** A principal under test, and the caller of its requests. */
interface Subject {
  readonly type: string;
  readonly arn: string;
  readonly uniqueId: string;
  readonly caller: string;
  readonly ownPolicy: readonly [type: string, holder: string];
}

const ROLE: Subject = {
  type: "aws:iam/role:Role",
  arn: ROLE_ARN,
  uniqueId: "AROAEXAMPLE",
  caller: `arn:aws:sts::${ACCOUNT}:assumed-role/web/now`,
  ownPolicy: ["aws:iam/rolePolicy:RolePolicy", "role"],
};
const USER: Subject = {
  type: "aws:iam/user:User",
  arn: `arn:aws:iam::${ACCOUNT}:user/team/web`,
  uniqueId: "AIDAEXAMPLE",
  caller: `arn:aws:iam::${ACCOUNT}:user/team/web`,
  ownPolicy: ["aws:iam/userPolicy:UserPolicy", "user"],
};

function stackOf(
  { type: principalType, arn, uniqueId, ownPolicy: [ownType, holder] }: Subject,
  bucketPolicy: string,
  identity: string,
  boundary: string | undefined,
): readonly StackResource[] {
  const bound = `arn:aws:iam::${ACCOUNT}:policy/bound`;
  const resource = (type: string, name: string, properties: StackResource["properties"]): StackResource => ({
    urn: `urn:pulumi:dev::cases::${type}::${name}`,
    type,
    name,
    properties,
    propertyDependencies: {},
  });
  const permissionsBoundary = boundary === undefined ? {} : { permissionsBoundary: bound };
  return [
    resource(principalType, "web", { name: "web", arn, uniqueId, ...permissionsBoundary }),
    resource(ownType, "own", { [holder]: "web", policy: identity }),
    ...(boundary === undefined
      ? []
      : [resource("aws:iam/policy:Policy", "bound", { name: "bound", arn: bound, policy: boundary })]),
    resource("aws:s3/bucketPolicy:BucketPolicy", "photos", { bucket: "photos", policy: bucketPolicy }),
  ];
}

function policiesOf(principal: StackPrincipal): ApplicablePolicies {
  const { identity, permissionsBoundary } = subjectOfPrincipal(principal);
  return { identity, ...(permissionsBoundary === undefined ? {} : { permissionsBoundary }) };
}

/** What the user or a session of the role is told, for each of a few requests on the bucket. */
function decisions({ caller, arn }: Subject, policies: ApplicablePolicies): readonly string[] {
  return ["s3:GetObject", "s3:PutObject", "s3:ListBucket"].flatMap((action) =>
    IN_BUCKET.map((resource) => {
      const request: AuthorizationRequest = {
        principal: caller,
        action,
        resource,
        resourceAccount: ACCOUNT,
        context: { "aws:PrincipalArn": arn },
      };
      const { decision } = evaluate(request, policies);
      return decision.endsWith("Deny") ? "denied" : decision;
    }),
  );
}

const NOTHING = { Effect: "Allow", Action: "none:None", Resource: "*" };

const given = fc.record({
  statements: fc.array(statement, { minLength: 1, maxLength: 3 }),
  version: fc.constantFrom("2008-10-17", "2012-10-17"),
  identity: own,
  boundary: boundaries,
});

describe("what resource-based policies grant a principal", () => {
  it("counts what is granted to the role by its unique id", () => {
    const grant = {
      Effect: "Allow",
      Principal: { AWS: "AROAEXAMPLE" },
      Action: "s3:GetObject",
      Resource: `${BUCKET}/*`,
    };
    const model = new StackModel(
      stackOf(ROLE, documentOf([grant], "2012-10-17"), documentOf([NOTHING], "2012-10-17"), undefined),
    );
    const { most, open } = withResourceGrants(model.principals.principals[0]!, model);
    expect(open).to.equal(undefined);
    expect(decisions(ROLE, policiesOf(most)).filter((decision) => decision === "allowed")).to.have.length(2);
  });

  for (const subject of [ROLE, USER]) {
    it(`is what the evaluation of the same policies in their places says, where nothing is open, and between the bounds else: ${subject.type}`, () => {
      let decided = 0;
      let all = 0;
      const property = fc.property(given, ({ statements, version, identity, boundary }) => {
        const bucketPolicy = documentOf(statements, version).replaceAll(ROLE_ARN, subject.arn);
        const ownPolicy = documentOf([identity ?? NOTHING], "2012-10-17");
        const bound = boundary === undefined ? undefined : documentOf([boundary], "2012-10-17");
        const model = new StackModel(stackOf(subject, bucketPolicy, ownPolicy, bound));
        const [principal] = model.principals.principals;
        const { most, least, open } = withResourceGrants(principal!, model);
        const permissionsBoundary: NamedPolicy | undefined = bound === undefined ? undefined : policy("bound", bound);
        const places = decisions(subject, {
          identity: [policy("own", ownPolicy)],
          resource: policy("bucket", bucketPolicy),
          ...(permissionsBoundary === undefined ? {} : { permissionsBoundary }),
        });
        const [upper, lower] = [decisions(subject, policiesOf(most)), decisions(subject, policiesOf(least))];
        all += 1;
        if (open === undefined) {
          decided += 1;
          expect(upper).to.deep.equal(places);
          return;
        }
        places.forEach((decision, index) => {
          if (decision === "allowed") expect(upper[index], "at most").to.equal("allowed");
          if (lower[index] === "allowed") expect(decision, "at least").to.not.equal("denied");
        });
      });
      fc.assert(property, { seed: SEED, numRuns: Math.ceil(RUNS / 8) });
      expect(decided / all, "decided").to.be.greaterThan(0.4);
    });
  }
});
