import { expect } from "chai";
import { CALLS, eventOf, trailFile } from "../../right-size/generated-log";
import { readSarif } from "../../support/sarif";
import { runHere, withFolder } from "./run-here";

const OLD = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Action: ["s3:GetObject", "s3:PutObject"], Resource: "arn:aws:s3:::media/*" },
    { Effect: "Allow", Action: ["ec2:*Instances", "ec2messages:*", "sqs:ReceiveMessage"], Resource: "*" },
  ],
});

const other = (second: number, call = CALLS.describeInstances()) => eventOf(call, { role: "other", second });
const EVENTS = [
  other(1),
  other(2, CALLS.stopInstances("i-0b")),
  other(3, CALLS.putObject("media", "x")),
  ...Array.from({ length: 20 }, (_, index) => eventOf(CALLS.getObject("media", `in/${index}`), { second: 10 + index })),
  eventOf(CALLS.describeInstances(), { second: 40 }),
  eventOf(CALLS.stopInstances("i-0a"), { second: 41, invokedBy: "cloudformation.amazonaws.com" }),
  eventOf(CALLS.sendMessage("jobs"), { second: 42 }),
  eventOf(CALLS.putObject("media", "denied"), { second: 43, errorCode: "AccessDenied" }),
];

const ARGS = ["--role", "app", "--policies", "old.json", "--resources", "prefix"];

function json(text: string): Readonly<Record<string, unknown>> {
  return JSON.parse(text) as Readonly<Record<string, unknown>>;
}

describe("the outputs of right-size", () => {
  it("are the same for events in any order, in any files, delivered several times", async () => {
    const mixed = EVENTS.map((event, index) => [(index * 7) % EVENTS.length, event] as const)
      .sort(([a], [b]) => a - b)
      .map(([, event]) => event);
    const files = {
      "one/a.json.gz": trailFile(EVENTS),
      "many/2026/b.json.gz": trailFile(mixed.slice(0, 9)),
      "many/2026/a.json.gz": trailFile(mixed.slice(9)),
      "many/again.jsonl": EVENTS.slice(4, 12)
        .map((event) => JSON.stringify(event))
        .join("\n"),
      "old.json": OLD,
    };
    await withFolder(files, async (folder) => {
      const of = async (logs: string) => {
        const result = await runHere(folder, [...ARGS, "--logs", logs, "--format", "json"]);
        expect(result.stderr).to.equal("");
        return { ...json(result.stdout), logs: undefined, status: result.status };
      };
      const one = await of("one");
      expect(JSON.stringify(await of("many"))).to.equal(JSON.stringify(one));
      expect(one.status).to.equal(0);
    });
  });

  it("say the same as text, Markdown and SARIF", async () => {
    await withFolder({ "logs/a.json.gz": trailFile(EVENTS), "old.json": OLD }, async (folder) => {
      const of = async (format: string) =>
        (await runHere(folder, [...ARGS, "--logs", "logs", "--format", format])).stdout;
      for (const format of ["text", "markdown"]) {
        const printed = await of(format);
        // Wildcards are escaped in Markdown.
        const text = format === "markdown" ? printed.replaceAll("\\*", "*") : printed;
        expect(text, format).to.include("arn:aws:iam::111122223333:role/app (AROAAPPEXAMPLE)");
        expect(text, format).to.include("proposal made: but for its additions it lies within the old policies");
        expect(text, format)
          .to.include("ec2messages:GetMessages")
          .and.include("the service is not known to log to CloudTrail");
        expect(text, format)
          .to.include("s3: PutObject")
          .and.include("s3:GetObject on arn:aws:s3:::media/*")
          .and.include("sqs:ReceiveMessage: it is a data event")
          .and.include("ec2:StopInstances by cloudformation.amazonaws.com");
        expect(text, format).to.include("s3:PutObject: 1 call").and.include("sqs:SendMessage on arn:aws:sqs");
        expect(text, format).to.include('"arn:aws:s3:::media/in/*"').and.include("logs: 1 file, 27 events from");
        expect(text, format).to.include(
          "data events: s3.amazonaws.com (media), sqs.amazonaws.com (jobs); a trail that records a part",
        );
      }
      expect(await of("markdown")).to.include("- s3:GetObject on arn:aws:s3:::media/\\*\n");
      expect(await of("markdown")).to.match(
        /\| service \| granted \| used \| last used \| kept \| removed \|\n\| --- /,
      );
      const [run] = readSarif(await of("sarif")).runs;
      const rules = new Set(run?.results?.map(({ ruleId }) => ruleId));
      expect([...rules].sort()).to.deep.equal(["added-permission", "unobservable-permission", "unused-permission"]);
      const unused = run?.results?.find(({ message }) => message.text === "s3:PutObject was not used");
      expect(unused?.locations?.[0]?.physicalLocation?.artifactLocation?.uri).to.equal("old.json");
    });
  });

  it("are of the role with the unique id that is given, whatever its name", async () => {
    const events = [
      ...EVENTS.slice(0, 3),
      eventOf(CALLS.getObject("media", "old"), { role: "app", uniqueId: "AROAOLD", second: 50 }),
      eventOf(CALLS.getObject("media", "new"), { role: "app", uniqueId: "AROANEW", second: 51 }),
      eventOf(CALLS.getObject("media", "named"), { role: "named-before", uniqueId: "AROANEW", second: 52 }),
    ];
    await withFolder({ "logs/a.json.gz": trailFile(events), "old.json": OLD }, async (folder) => {
      const args = ["--role", "app", "--policies", "old.json", "--logs", "logs", "--format"];
      const both = await runHere(folder, [...args, "text"]);
      expect(both.stdout).to.include("the role was made anew in between");
      const one = await runHere(folder, [...args, "json", "--role-id", "AROANEW"]);
      expect(one.stdout).to.include("media/new").and.include("media/named").and.not.include("media/old");
      expect(json(one.stdout)["uniqueIds"]).to.deep.equal(["AROANEW"]);
    });
  });
});

describe("the policies of a stack", () => {
  const role = (name: string, arn = `arn:aws:iam::111122223333:role/${name}`) => ({
    type: "aws:iam/role:Role",
    urn: `urn:pulumi:dev::p::aws:iam/role:Role::${name}`,
    inputs: {},
    outputs: { name, arn },
  });
  const state = (resources: readonly object[]) => JSON.stringify({ version: 3, deployment: { resources } });
  const policy = {
    type: "aws:iam/rolePolicy:RolePolicy",
    urn: "urn:pulumi:dev::p::aws:iam/rolePolicy:RolePolicy::app",
    outputs: { name: "app-policy", role: "app", policy: OLD },
  };

  /** Runs the command beside a Pulumi CLI that prints this state. */
  async function rightSize(resources: readonly object[], ...args: readonly string[]) {
    const files = {
      "bin/pulumi": '#!/bin/sh\ncat "$(dirname "$0")/state.json"\n',
      "bin/state.json": state(resources),
      "logs/a.json.gz": trailFile(EVENTS),
    };
    return withFolder(files, async (folder) => {
      const { PATH = "" } = process.env;
      process.env["PATH"] = `${folder}/bin:${PATH}`;
      try {
        return await runHere(folder, ["--logs", "logs", "--stack", "dev", "--format", "json", ...args]);
      } finally {
        process.env["PATH"] = PATH;
      }
    });
  }

  it("are made smaller by the role's name or its ARN", async () => {
    for (const name of ["app", "arn:aws:iam::111122223333:role/app"]) {
      const { status, stdout, stderr } = await rightSize([role("app"), role("other"), policy], "--role", name);
      expect([status, stderr]).to.deep.equal([0, ""]);
      expect(json(stdout)["replaces"]).to.deep.equal(["app-policy"]);
      expect(stdout).to.include("arn:aws:s3:::media/in/0");
    }
  });

  it("are refused where the stack has no such role, has it twice, or keeps a policy secret", async () => {
    const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "x" };
    const hidden = { ...policy, outputs: { ...policy.outputs, policy: secret } };
    const wrong: readonly (readonly [readonly object[], string])[] = [
      [[role("other")], "stack dev: it has no role `app`"],
      [[role("app"), role("app", "arn:aws:iam::111122223333:role/path/app")], "which the stack dev has twice"],
      [[role("app"), hidden], "is secret in it: give the documents with --policies"],
      [[role("app")], "--policies: the policies allow nothing"],
    ];
    for (const [resources, message] of wrong) {
      const { status, stderr } = await rightSize(resources, "--role", "app", "--format", "text");
      expect(status, message).to.equal(2);
      expect(stderr).to.include(message);
    }
  });
});
