import type { Limits } from "../../limits";
import { JsonFaultError, pointerTo, type JsonMember, type JsonNode, type JsonReading } from "./json-node";

/**
 * Copies a value that is already parsed into JSON nodes: own enumerable string keys only, so that `__proto__` is a key
 * like any other; members whose value is `undefined` are left out, as `JSON.stringify` does. Never throws: a value that
 * is no JSON (function, symbol, bigint, NaN), that is nested too deep or refers to itself, or whose getter throws is a fault.
 */
export function readJsonValue(value: unknown, limits: Limits): JsonReading {
  try {
    return { kind: "read", node: new JsonValueReader(limits).read(value, "", 0) };
  } catch (error) {
    if (error instanceof JsonFaultError) return { kind: "fault", fault: error.fault };
    // A getter or a proxy of the caller threw: what it threw may be anything, also a value without a text.
    const message = `value cannot be read: ${error instanceof Error ? error.message : typeof error}`;
    return { kind: "fault", fault: { code: "not-json-value", pointer: "", message } };
  }
}

class JsonValueReader {
  private nodes = 0;

  constructor(private readonly limits: Limits) {}

  read(value: unknown, pointer: string, depth: number): JsonNode {
    this.count(pointer, depth);
    if (typeof value === "string") return { kind: "string", value };
    if (typeof value === "boolean") return { kind: "boolean", value };
    if (typeof value === "number" && Number.isFinite(value)) return { kind: "number", text: String(value) };
    if (value === null) return { kind: "null" };
    if (Array.isArray(value)) return this.array(value, pointer, depth);
    if (typeof value === "object") return this.object(value, pointer, depth);
    const message = `\`${typeof value}\` is no JSON value`;
    throw new JsonFaultError({ code: "not-json-value", pointer, message });
  }

  private array(value: readonly unknown[], pointer: string, depth: number): JsonNode {
    const items: JsonNode[] = [];
    for (let index = 0; index < value.length; index++) {
      items.push(this.read(value[index], pointerTo(pointer, index), depth + 1));
    }
    return { kind: "array", items };
  }

  private object(value: object, pointer: string, depth: number): JsonNode {
    const members: JsonMember[] = [];
    for (const [key, member] of Object.entries(value) as [string, unknown][]) {
      if (member !== undefined) members.push({ key, value: this.read(member, pointerTo(pointer, key), depth + 1) });
    }
    return { kind: "object", members };
  }

  private count(pointer: string, depth: number): void {
    this.nodes++;
    if (depth > this.limits.jsonDepth) {
      const message = `nested deeper than the limit \`jsonDepth\` of ${this.limits.jsonDepth}`;
      throw new JsonFaultError({ code: "json-too-deep", pointer, message });
    }
    if (this.nodes > this.limits.jsonLength) {
      const message = `more values than the limit \`jsonLength\` of ${this.limits.jsonLength}`;
      throw new JsonFaultError({ code: "json-too-long", pointer, message });
    }
  }
}
