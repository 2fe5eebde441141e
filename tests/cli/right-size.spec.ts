import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { CALLS, eventOf, trailFile } from "../right-size/generated-log";
import { runHere } from "./right-size/run-here";

const MAIN = join(__dirname, "..", "..", "cli", "main.ts");
const BUCKET = "arn:aws:s3:::media";

const OTHERS = [
  eventOf(CALLS.putObject("media", "x"), { role: "other" }),
  eventOf(CALLS.getObject("media", "x"), { role: "other", second: 1 }),
  eventOf(CALLS.stopInstances("i-0a"), { role: "other", second: 2 }),
  eventOf(CALLS.describeInstances(), { role: "other", second: 3 }),
];

const OLD = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: ["s3:GetObject", "s3:PutObject"], Resource: `${BUCKET}/*` }],
};

describe("right-size", () => {
  let folder = "";

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "ec2-identity-right-size-cli-"));
    const files: Readonly<Record<string, Buffer | string>> = {
      "logs/deep/er/a.json.gz": trailFile([...OTHERS, eventOf(CALLS.getObject("media", "a"), { second: 10 })]),
      "all/a.json.gz": trailFile([
        ...OTHERS,
        eventOf(CALLS.getObject("media", "a")),
        eventOf(CALLS.putObject("media", "a"), { second: 1 }),
      ]),
      "unknown/a.json.gz": trailFile([
        ...OTHERS,
        eventOf({ ...CALLS.getObject("media", "a"), eventName: "Frobnicate" }),
      ]),
      "bad/a.json.gz": Buffer.from("no gzip"),
      "malformed/a.json.gz": trailFile([
        ...OTHERS,
        eventOf(CALLS.getObject("media", "a"), { second: 10 }),
        { ...eventOf(CALLS.putObject("media", "a"), { second: 11 }), eventTime: "yesterday" },
      ]),
      "old.json": JSON.stringify(OLD),
      "exact.json": JSON.stringify({ ...OLD, Statement: [{ ...OLD.Statement[0], Resource: `${BUCKET}/a` }] }),
      "empty/readme.txt": "nothing",
      "none.json": '{"Records":[]}',
    };
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  function run(...args: readonly string[]) {
    const command = ["--require", require.resolve("tsx/cjs"), MAIN, "right-size", ...args];
    const { status, stdout, stderr } = spawnSync(process.execPath, command, {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, NODE_OPTIONS: "" },
    });
    return { status, stdout, stderr };
  }

  it("proposes what was used, 0; the same bytes again", async () => {
    const args = ["--role", "app", "--logs", "logs", "--policies", "old.json", "--since", "90d", "--format", "json"];
    const first = run(...args);
    expect([first.status, first.stderr]).to.deep.equal([0, ""]);
    const { policies, containment, replayed, removed, logs } = JSON.parse(first.stdout) as Readonly<
      Record<string, unknown>
    >;
    expect(policies).to.deep.equal([
      {
        name: "right-sized",
        kind: "inline",
        document: {
          Version: "2012-10-17",
          Statement: [{ Sid: "S3Read", Effect: "Allow", Action: "s3:GetObject", Resource: `${BUCKET}/a` }],
        },
      },
    ]);
    expect([containment, replayed, (removed as unknown[]).length, (logs as { files: number }).files]).to.deep.equal([
      { kind: "contained" },
      1,
      1,
      1,
    ]);
    expect((await runHere(folder, args)).stdout).to.equal(first.stdout);
  });

  it("makes no proposal where the folder for temporary files takes no more, 2, and leaves nothing there", () => {
    const temporary = join(folder, "temporary");
    mkdirSync(temporary);
    const many = Array.from({ length: 2000 }, (_, key) => eventOf(CALLS.getObject("media", `${key}`), { second: key }));
    mkdirSync(join(folder, "many"));
    writeFileSync(join(folder, "many", "a.json"), JSON.stringify({ Records: [...OTHERS, ...many] }));
    const command = [process.execPath, "--require", require.resolve("tsx/cjs"), MAIN, "right-size", "--role", "app"];
    const { status, stdout, stderr } = spawnSync(
      "bash",
      ["-c", 'ulimit -f 64 && exec "$0" "$@"', ...command, "--logs", "many", "--policies", "old.json"],
      {
        cwd: folder,
        encoding: "utf8",
        env: { ...process.env, NODE_OPTIONS: "", TSX_DISABLE_CACHE: "1", TMPDIR: temporary },
      },
    );
    expect([status, stdout]).to.deep.equal([2, ""]);
    expect(stderr).to.include(`${temporary}: `).and.include("TMPDIR chooses another folder");
    expect(stderr).to.not.include("internal error");
    expect(readdirSync(temporary).filter((name) => name.startsWith("ec2-identity"))).to.deep.equal([]);
  });

  it("leaves nothing in the folder for temporary files where nobody reads what it prints", () => {
    const temporary = join(folder, "unread");
    mkdirSync(temporary);
    const command = [process.execPath, "--require", require.resolve("tsx/cjs"), MAIN, "right-size", "--role", "app"];
    const { status, stderr } = spawnSync(
      "bash",
      ["-c", '"$0" "$@" | true; exit "${PIPESTATUS[0]}"', ...command, "--logs", "logs", "--policies", "old.json"],
      {
        cwd: folder,
        encoding: "utf8",
        env: { ...process.env, NODE_OPTIONS: "", TSX_DISABLE_CACHE: "1", TMPDIR: temporary },
      },
    );
    expect([status, stderr, readdirSync(temporary)]).to.deep.equal([0, "", []]);
  });

  it("says in words that there is nothing to remove, 1, and what could not be decided, 3", async () => {
    const nothing = run("--role", "app", "--logs", "all", "--policies", "exact.json");
    expect([nothing.status, nothing.stdout.split("\n")[0]]).to.deep.equal([
      1,
      "nothing to remove: all that is granted was used, or cannot be observed",
    ]);
    const undecided = await runHere(folder, [
      "--role",
      "arn:aws:iam::111122223333:role/app",
      "--logs",
      "unknown",
      "--policies",
      "old.json",
      "--format",
      "markdown",
    ]);
    expect(undecided.status).to.equal(3);
    expect(undecided.stdout).to.include("the catalogue has no action for the call s3:Frobnicate");
    expect(undecided.stdout).to.include(
      "### policy `right-sized` (the proposal as far as it goes, not to be used as it is)",
    );
  });

  it("prints arguments of an InstanceRole, and the policies by their names", async () => {
    const args = ["--role", "app", "--logs", "logs", "--policies", "old.json", "--print"];
    const { status, stdout } = await runHere(folder, [...args, "typescript"]);
    expect(status).to.equal(0);
    expect(stdout)
      .to.include(`actions: [`)
      .and.include(`"${BUCKET}/a"`)
      .and.match(/^statements: \[/);
    const { "right-sized": document } = JSON.parse((await runHere(folder, [...args, "policy"])).stdout) as Record<
      string,
      object
    >;
    expect(document).to.have.keys("Version", "Statement");
  });

  it("prints no policy alone where something is not decided, 3", async () => {
    const args = ["--role", "app", "--logs", "unknown", "--policies", "old.json", "--print"];
    for (const print of ["policy", "typescript"]) {
      const { status, stdout, stderr } = await runHere(folder, [...args, print]);
      expect([status, stdout]).to.deep.equal([3, ""]);
      expect(stderr).to.include(
        `--print: not decided, and so there is no ${print} to print: the catalogue has no action`,
      );
    }
    const { status, stdout, stderr } = await runHere(folder, [...args, "policy", "--format", "json"]);
    expect([status, stderr, Object.keys(JSON.parse(stdout) as object)]).to.deep.equal([3, "", ["errors"]]);
  });

  it("takes days back to before all logs for all of them", async () => {
    const args = ["--role", "app", "--logs", "logs", "--policies", "old.json", "--since", "999999999d"];
    expect((await runHere(folder, args)).status).to.equal(0);
  });

  const wrong: readonly (readonly [string, readonly string[], string])[] = [
    ["no logs", ["--role", "app", "--logs", "empty", "--policies", "old.json"], "empty: no log files"],
    [
      "a folder that is not there",
      ["--role", "app", "--logs", "nowhere", "--policies", "old.json"],
      "nowhere: there is no such file or folder",
    ],
    [
      "files that cannot be read",
      ["--role", "app", "--logs", "bad", "logs", "--policies", "old.json"],
      "1 of 2 files cannot be read: more than 1 %",
    ],
    [
      "another role",
      ["--role", "typo", "--logs", "logs", "--policies", "old.json"],
      "none is of role `typo`; expected logs of its calls",
    ],
    [
      "logs of another account",
      ["--role", "arn:aws:iam::444455556666:role/app", "--logs", "logs", "--policies", "old.json"],
      "expected logs of account 444455556666, the role's",
    ],
    [
      "a window without events",
      ["--role", "app", "--logs", "logs", "--policies", "old.json", "--since", "2026-02-01"],
      "none is of role `app` from 2026-02-01T00:00:00Z to the end",
    ],
    [
      "a window that is none",
      ["--role", "app", "--logs", "logs", "--policies", "old.json", "--since", "soon"],
      "got `soon`, expected a day",
    ],
    [
      "records that are no events",
      ["--role", "app", "--logs", "malformed", "--policies", "old.json"],
      "--logs: 1 of 6 records are no events: more than 1 %",
    ],
    [
      "a service that there is not",
      ["--role", "app", "--logs", "logs", "--policies", "old.json", "--assume-unused", "dynamdb"],
      "got `dynamdb`, expected a service (`s3`) or actions (`s3:Get*`) of the catalogue: did you mean `dynamodb`?",
    ],
    [
      "an action that there is not",
      ["--role", "app", "--logs", "logs", "--policies", "old.json", "--assume-unused", "s3:GetObjct"],
      "did you mean `s3:GetObject`?",
    ],
    [
      "the ARN of something else",
      ["--role", "arn:aws:sts::111122223333:assumed-role/app/s", "--logs", "logs", "--policies", "old.json"],
      "expected the name of a role, or its ARN",
    ],
    [
      "options of Athena without it",
      ["--role", "app", "--logs", "logs", "--policies", "old.json", "--max-bytes", "5"],
      "--max-bytes: got it without --athena",
    ],
    [
      "logs beside Athena",
      ["--role", "app", "--athena", "primary", "--logs", "logs", "--dry-run"],
      "--logs or --athena: got both, expected one",
    ],
    [
      "to print a policy of SQL",
      ["--role", "app", "--athena", "primary", "--dry-run", "--print", "policy"],
      "--print: got it with --dry-run, which prints the SQL",
    ],
    [
      "no days back",
      ["--role", "app", "--logs", "logs", "--policies", "old.json", "--since", "0d"],
      "got `0d`, expected a day",
    ],
    [
      "a day that there is not",
      ["--role", "app", "--logs", "logs", "--policies", "old.json", "--since", "2026-02-30"],
      "got `2026-02-30`, expected a day",
    ],
    [
      "a unique id that is none",
      ["--role", "app", "--role-id", "app", "--logs", "logs", "--policies", "old.json"],
      "--role-id: got `app`, expected a unique id of a role (AROA…)",
    ],
    [
      "the unique id of another role",
      ["--role", "app", "--role-id", "AROAX", "--logs", "logs", "--policies", "old.json"],
      "none is of a role with the unique id AROAX",
    ],
    ["no policies", ["--role", "app", "--logs", "logs"], "--policies or --stack: got neither, expected one"],
    [
      "policies of two origins",
      ["--role", "app", "--logs", "logs", "--policies", "old.json", "--stack", "dev"],
      "got both, expected one",
    ],
    [
      "neither logs nor Athena",
      ["--role", "app", "--policies", "old.json"],
      "--logs or --athena: got neither, expected one",
    ],
    [
      "policies that are no JSON",
      ["--role", "app", "--logs", "logs", "--policies", "empty/readme.txt"],
      "empty/readme.txt: it is no JSON",
    ],
    [
      "files without events",
      ["--role", "app", "--logs", "none.json", "--policies", "old.json"],
      "1 files were read, and hold no events of calls",
    ],
  ];
  for (const [name, args, message] of wrong) {
    it(`refuses ${name}: a policy of it would look complete and not be, 2`, async () => {
      const { status, stdout, stderr } = await runHere(folder, args);
      expect([status, stdout]).to.deep.equal([2, ""]);
      expect(stderr).to.include(message).and.not.include("    at ");
    });
  }
});
