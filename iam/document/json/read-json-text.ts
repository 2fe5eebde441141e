import type { Limits } from "../../limits";
import { JsonFaultError, pointerTo, type JsonMember, type JsonNode, type JsonReading } from "./json-node";

const WHITESPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// eslint-disable-next-line no-control-regex -- JSON forbids these characters inside a string
const PLAIN_STRING = /"([^"\\\u0000-\u001f]*)"/y;

/**
 * Reads JSON text (RFC 8259) and keeps duplicate keys. Linear; never throws; bounded by `jsonLength` and `jsonDepth`.
 */
export function readJsonText(text: string, limits: Limits): JsonReading {
  if (text.length > limits.jsonLength) {
    const message = `text has ${text.length} characters, more than the limit \`jsonLength\` of ${limits.jsonLength}`;
    return { kind: "fault", fault: { code: "json-too-long", pointer: "", message } };
  }
  return new JsonTextReader(text, limits.jsonDepth).read();
}

class JsonTextReader {
  private at = 0;

  constructor(
    private readonly text: string,
    private readonly maxDepth: number,
  ) {
    if (text.startsWith("\ufeff")) this.at = 1;
  }

  read(): JsonReading {
    try {
      const node = this.value("", 0);
      this.skipWhitespace();
      if (this.at < this.text.length) this.fail("", "text after the JSON value");
      return { kind: "read", node };
    } catch (error) {
      if (error instanceof JsonFaultError) return { kind: "fault", fault: error.fault };
      throw error;
    }
  }

  private value(pointer: string, depth: number): JsonNode {
    this.skipWhitespace();
    switch (this.text[this.at]) {
      case "{":
        return this.object(pointer, this.deeper(pointer, depth));
      case "[":
        return this.array(pointer, this.deeper(pointer, depth));
      case '"':
        return { kind: "string", value: this.string(pointer) };
      case "t":
        return this.word(pointer, "true", { kind: "boolean", value: true });
      case "f":
        return this.word(pointer, "false", { kind: "boolean", value: false });
      case "n":
        return this.word(pointer, "null", { kind: "null" });
      default:
        return { kind: "number", text: this.take(NUMBER, pointer, "a JSON value") };
    }
  }

  private object(pointer: string, depth: number): JsonNode {
    const members: JsonMember[] = [];
    this.at++;
    if (this.closes("}")) return { kind: "object", members };
    do {
      this.skipWhitespace();
      const key = this.string(pointer);
      this.skipWhitespace();
      if (this.text[this.at] !== ":") this.fail(pointer, "expected `:` after a key");
      this.at++;
      members.push({ key, value: this.value(pointerTo(pointer, key), depth) });
    } while (this.continues("}", pointer));
    return { kind: "object", members };
  }

  private array(pointer: string, depth: number): JsonNode {
    const items: JsonNode[] = [];
    this.at++;
    if (this.closes("]")) return { kind: "array", items };
    do {
      items.push(this.value(pointerTo(pointer, items.length), depth));
    } while (this.continues("]", pointer));
    return { kind: "array", items };
  }

  private closes(bracket: string): boolean {
    this.skipWhitespace();
    if (this.text[this.at] !== bracket) return false;
    this.at++;
    return true;
  }

  /** Takes a comma (true) or the closing bracket (false). */
  private continues(bracket: string, pointer: string): boolean {
    if (this.closes(bracket)) return false;
    if (this.text[this.at] !== ",") this.fail(pointer, `expected \`,\` or \`${bracket}\``);
    this.at++;
    return true;
  }

  private string(pointer: string): string {
    PLAIN_STRING.lastIndex = this.at;
    const plain = PLAIN_STRING.exec(this.text);
    if (plain?.[1] !== undefined) {
      this.at += plain[0].length;
      return plain[1];
    }
    return this.escapedString(pointer);
  }

  /** A string with escapes (or a wrong one): finds its end here and leaves the escapes to `JSON.parse`. */
  private escapedString(pointer: string): string {
    if (this.text[this.at] !== '"') this.fail(pointer, "expected a string");
    let end = this.at + 1;
    while (end < this.text.length && this.text[end] !== '"') end += this.text[end] === "\\" ? 2 : 1;
    const source = this.text.slice(this.at, end + 1);
    try {
      const value = JSON.parse(source) as string;
      this.at = end + 1;
      return value;
    } catch (error) {
      if (error instanceof SyntaxError) return this.fail(pointer, "expected a string with valid escapes that ends");
      throw error;
    }
  }

  private word(pointer: string, word: string, node: JsonNode): JsonNode {
    if (!this.text.startsWith(word, this.at)) this.fail(pointer, `expected \`${word}\``);
    this.at += word.length;
    return node;
  }

  private take(pattern: RegExp, pointer: string, expected: string): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found === null) this.fail(pointer, `expected ${expected}`);
    this.at += found[0].length;
    return found[0];
  }

  private skipWhitespace(): void {
    WHITESPACE.lastIndex = this.at;
    this.at += WHITESPACE.exec(this.text)?.[0].length ?? 0;
  }

  private deeper(pointer: string, depth: number): number {
    if (depth < this.maxDepth) return depth + 1;
    const message = `nested deeper than the limit \`jsonDepth\` of ${this.maxDepth}`;
    throw new JsonFaultError({ code: "json-too-deep", pointer, message });
  }

  private fail(pointer: string, problem: string): never {
    const before = this.text.slice(0, this.at).split("\n");
    const place = `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
    throw new JsonFaultError({ code: "malformed-json", pointer, message: `${problem} at ${place}` });
  }
}
