import { checkContainment, checkDisjointness, checkEquivalence } from "../iam";
import { readSymbolically } from "../components/document-checks";
const S = (n: number) => `\${ec2-identity:symbol:${n}}`;
const d = (st: object, t: any) => { const r = readSymbolically({ Version: "2012-10-17", Statement: [st] }, t); if (r.kind !== "parsed") throw new Error(JSON.stringify(r)); return r.document; };
const ABCD = "arn:aws:iam::111111111111:role/abcd";
for (const [name, P, cond, ask] of [
  ["whole", S(0), undefined, S(0)],
  ["name", `arn:aws:iam::111111111111:role/${S(0)}`, undefined, `arn:aws:iam::111111111111:role/${S(0)}`],
  ["ext", ABCD, { StringEquals: { "sts:ExternalId": S(0) } }, ABCD],
  ["org", "*", { StringEquals: { "aws:PrincipalOrgID": S(0) } }, "*"],
  ["account", `arn:aws:iam::${S(0)}:root`, { StringEquals: { "aws:PrincipalAccount": S(0) } }, `arn:aws:iam::${S(0)}:root`],
  ["account2", ABCD, { StringEquals: { "aws:PrincipalAccount": S(0) } }, ABCD],
  ["other", `arn:aws:iam::111111111111:role/${S(0)}`, undefined, ABCD],
  ["otherwhole", S(0), undefined, ABCD],
  ["never", ABCD, { StringEquals: { "sts:ExternalId": S(0) }, Null: {"sts:ExternalId": "true"} }, ABCD],
] as any[]) it(name, () => {
  const trust = d({ Effect: "Allow", Principal: { AWS: P }, Action: "sts:AssumeRole", ...(cond && { Condition: cond }) }, "trust");
  console.log(name, "trusts more", JSON.stringify(checkContainment(trust, d({ Effect: "Allow", Action: "sts:*", Principal: { AWS: [ask] } }, "trust"), { policyType: "trust" })));
  console.log(name, "never", JSON.stringify(checkDisjointness(trust, d({ Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: ask } }, "trust"), { policyType: "trust" })));
});
it("grant", () => { const g = d({ Effect: "Allow", Action: "sts:AssumeRole", Resource: `arn:aws:iam::1:role/${S(0)}` }, "identity"); console.log(JSON.stringify(checkEquivalence(g, d({ Sid: "x", Effect: "Allow", Action: "sts:AssumeRole", Resource: `arn:aws:iam::1:role/${S(0)}` }, "identity")))); 
 const h = d({ Effect: "Allow", Action: "sts:AssumeRole", Resource: S(0) }, "identity"); console.log(JSON.stringify(checkEquivalence(h, h))); });
