import type { Bench } from "tinybench";
import { bundledCatalogue, lint, lintPolicy, parsePolicyDocument } from "../iam";

/** Actions, resources and keys of the services that a thousand documents name in turns. */
const SERVICES = [
  { service: "s3", verbs: ["Get*", "PutObject", "ListBucket"], resource: "arn:aws:s3:::amzn-s3-demo-bucket-{n}/*" },
  {
    service: "sqs",
    verbs: ["SendMessage", "ReceiveMessage"],
    resource: "arn:aws:sqs:eu-west-1:111122223333:queue-{n}",
  },
  { service: "ec2", verbs: ["Describe*", "RunInstances"], resource: "arn:aws:ec2:*:111122223333:instance/i-{n}" },
  { service: "iam", verbs: ["PassRole", "GetRole"], resource: "arn:aws:iam::111122223333:role/team-{n}-*" },
  { service: "dynamodb", verbs: ["GetItem", "Query"], resource: "arn:aws:dynamodb:eu-west-1:111122223333:table/t-{n}" },
] as const;

/** The text of document `n` of the corpus: nine statements, about 2 kB without white space. */
export function lintDocument(n: number): string {
  const statements = Array.from({ length: 9 }, (_, index) => {
    const { service, verbs, resource } = SERVICES[(n + index) % SERVICES.length] ?? SERVICES[0];
    const place = resource.replace("{n}", `${n}-${index}`);
    return {
      Sid: `Statement${index}`,
      Effect: index % 4 === 3 ? "Deny" : "Allow",
      Action: verbs.map((verb) => `${service}:${verb}`),
      Resource: [place, `${place}/x`],
      Condition: { StringEquals: { "aws:PrincipalTag/team": ["media", `team-${n}`] } },
    };
  });
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

/** A call takes this many documents of the thousand: one call of a thousand would take the measurement minutes. */
const DOCUMENTS = 20;

/** Adds linting of documents of 2 kB, with and without parsing, the catalogue loaded. */
export function addLint(bench: Bench): void {
  const catalogue = bundledCatalogue();
  const texts = Array.from({ length: DOCUMENTS }, (_, n) => lintDocument(n));
  const documents = texts.map((text) => {
    const result = parsePolicyDocument(text);
    if (result.kind === "invalid") throw new Error(JSON.stringify(result.issues));
    return result.document;
  });
  bench.add(`parse and lint ${DOCUMENTS} documents of ${texts[0]?.length ?? 0} characters`, () => {
    for (const text of texts) lintPolicy(text, { catalogue });
  });
  bench.add(`lint ${DOCUMENTS} parsed documents`, () => {
    for (const document of documents) lint(document, { catalogue });
  });
}
