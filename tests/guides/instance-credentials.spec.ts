import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { expect } from "chai";

import { refusal } from "../support/refusal";
import { type MetadataService, startMetadataService } from "./metadata-service";

const SNIPPET = "docs/guides/snippets/instance-credentials.sh";
const HOUR = 3_600_000;

describe("the snippet for credentials without an SDK", () => {
  let service: MetadataService;
  let folder: string;
  let cache: string;

  const accessKey = async () => {
    const { stdout } = await promisify(execFile)("sh", [SNIPPET], {
      env: { ...process.env, METADATA_ENDPOINT: service.endpoint, CREDENTIALS_CACHE: cache },
    });
    return (JSON.parse(stdout) as { AccessKeyId: string }).AccessKeyId;
  };

  beforeEach(async () => {
    service = await startMetadataService();
    folder = await mkdtemp(join(tmpdir(), "instance-credentials-"));
    cache = join(folder, "credentials.json");
  });

  afterEach(async () => {
    await service.stop();
    await rm(folder, { recursive: true });
  });

  it("fetches credentials with a token, once for as long as they are good, readable by their owner alone", async () => {
    expect(await accessKey()).to.equal("key-1");
    expect(await accessKey()).to.equal("key-1");
    expect(service.handedOut).to.equal(1);
    expect((await stat(cache)).mode & 0o077).to.equal(0);
  });

  it("fetches new ones before the old ones expire", async () => {
    service.expireAt(new Date(Date.now() + 200_000));
    expect(await accessKey()).to.equal("key-1");
    service.expireAt(new Date(Date.now() + HOUR));
    expect(await accessKey()).to.equal("key-2");
    expect(await accessKey()).to.equal("key-2");
  });

  it("fetches new ones when the old ones have expired", async () => {
    service.expireAt(new Date(Date.now() - HOUR));
    expect(await accessKey()).to.equal("key-1");
    service.expireAt(new Date(Date.now() + HOUR));
    expect(await accessKey()).to.equal("key-2");
  });

  it("tries again where the service is busy", async () => {
    service.beBusyOnce();
    expect(await accessKey()).to.equal("key-1");
  });

  it("keeps what is good where new ones cannot be had, and fails where nothing is, leaving no file behind", async () => {
    service.expireAt(new Date(Date.now() + 200_000));
    expect(await accessKey()).to.equal("key-1");
    await service.stop();
    expect(await accessKey()).to.equal("key-1");
    await rm(cache);
    expect(await refusal(accessKey())).to.contain(`no credentials: ${service.endpoint} gives none`);
    expect(await readdir(folder)).to.deep.equal([]);
    service = await startMetadataService();
  });
});
