import { gunzipSync } from "node:zlib";

/** One text of user data and how it was reached. */
export interface UserDataText {
  /** Empty for the user data itself; else the steps to it: `base64`, `gzip`, `part 2`. */
  readonly path: readonly string[];
  readonly text: string;
}

/** User data is at most 16 KB; what it unpacks to is bounded, so that a bomb costs no more. */
const MAX_TEXT = 1_000_000;
const MAX_DEPTH = 4;
const MAX_TEXTS = 200;
/** Shorter than this no credential fits. */
const SHORTEST_BASE64 = 32;
/** Lines of base64, and a last line that may be short; what follows them may be none of it. */
const BASE64_BLOCK = /(?<lines>(?:[A-Za-z0-9+/]{16,}[\r\n \t]*)+)(?<rest>[A-Za-z0-9+/]{0,15}={0,2})/g;

/**
 * All texts inside user data: itself, base64 and gzip undone, the parts of a MIME multipart document as cloud-init takes
 * it, and base64 blocks inside scripts and cloud-config. Texts that are no text (binary) are left out; depth, number and
 * size are bounded.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html
 * @see https://cloudinit.readthedocs.io/en/latest/explanation/format.html
 */
export function decodeUserData(userData: string): readonly UserDataText[] {
  const found: UserDataText[] = [];
  collect(Buffer.from(userData, "utf8"), [], found);
  return found;
}

function collect(bytes: Buffer, path: readonly string[], found: UserDataText[]): void {
  if (path.length > MAX_DEPTH || found.length >= MAX_TEXTS || bytes.length > MAX_TEXT) return;
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    const unpacked = gunzip(bytes);
    if (unpacked !== undefined) collect(unpacked, [...path, "gzip"], found);
    return;
  }
  const text = readText(bytes);
  if (text === undefined) return;
  found.push({ path, text });
  const parts = mimeParts(text);
  for (const [index, part] of parts.entries()) collect(part, [...path, `part ${index + 1}`], found);
  if (parts.length > 0) return;
  for (const block of base64Blocks(text)) collect(Buffer.from(block, "base64"), [...path, "base64"], found);
}

function gunzip(bytes: Buffer): Buffer | undefined {
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_TEXT });
  } catch (error) {
    if (error instanceof Error && "code" in error) return undefined;
    throw error;
  }
}

/** The bytes as UTF-8, unless they hold what no text holds. */
function readText(bytes: Buffer): string | undefined {
  const text = bytes.toString("utf8");
  return /(?!\s)\p{Cc}|\ufffd/u.test(text) ? undefined : text;
}

/** The base64 blocks of a text that are complete, white space removed. */
function base64Blocks(text: string): readonly string[] {
  return [...text.matchAll(BASE64_BLOCK)].flatMap((match) => {
    const { lines = "", rest = "" } = match.groups ?? {};
    return [lines + rest, lines]
      .map((block) => block.replace(/\s+/g, ""))
      .filter((block) => block.length >= SHORTEST_BASE64 && block.length % 4 === 0)
      .slice(0, 1);
  });
}

/** The bodies of a MIME multipart document's parts, transfer encoding undone; none for any other text. */
function mimeParts(text: string): readonly Buffer[] {
  const boundary = /^content-type:\s*multipart\/[^\n]*?boundary="?(?<boundary>[^"\s;]+)"?/im.exec(text.slice(0, 4000));
  const name = boundary?.groups?.["boundary"];
  if (name === undefined) return [];
  return text
    .split(`--${name}`)
    .slice(1)
    .filter((part) => !part.startsWith("--"))
    .map((part) => {
      const normalised = part.replace(/\r\n/g, "\n").replace(/^\n/, "");
      const end = normalised.indexOf("\n\n");
      const header = end < 0 ? "" : normalised.slice(0, end);
      const body = end < 0 ? normalised : normalised.slice(end + 2);
      const isBase64 = /^content-transfer-encoding:\s*base64/im.test(header);
      return isBase64 ? Buffer.from(body.replace(/\s+/g, ""), "base64") : Buffer.from(body, "utf8");
    });
}
