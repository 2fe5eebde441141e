import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import {
  isList,
  isMap,
  Opaque,
  Secret,
  UNKNOWN,
  Unknown,
  type PropertyMap,
  type PropertyValue,
  type WireValue,
} from "./property-value";

/** The key that marks an object on the wire as something other than an object. */
const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";
const SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";
const OUTPUT_SIGNATURE = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
const UNKNOWN_STRING = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
/** The engine writes an unknown as one text for each type that the value will have; text is the common one. */
const UNKNOWN_TEXTS: ReadonlySet<string> = new Set([
  UNKNOWN_STRING,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** The properties in a message of the engine; an absent message has none. */
export function decodeStruct(struct: Struct | undefined): PropertyMap {
  return struct === undefined ? {} : decodeMap(struct.toJavaScript());
}

/** The properties as the engine reads them, with secrets and unknown values marked. */
export function encodeStruct(properties: PropertyMap): Struct {
  return Struct.fromJavaScript(encodeMap(properties));
}

function decodeMap(wire: Record<string, WireValue>): PropertyMap {
  return Object.fromEntries(Object.entries(wire).map(([key, value]) => [key, decode(value)]));
}

function decode(wire: WireValue): PropertyValue {
  if (typeof wire === "string") return UNKNOWN_TEXTS.has(wire) ? UNKNOWN : wire;
  if (wire === null || typeof wire !== "object") return wire;
  if (Array.isArray(wire)) return wire.map(decode);
  switch (wire[SIGNATURE_KEY]) {
    case undefined:
      return decodeMap(wire);
    case SECRET_SIGNATURE:
      return new Secret(decode(wire["value"] ?? null));
    case OUTPUT_SIGNATURE:
      return decodeOutput(wire);
    default:
      return new Opaque(wire);
  }
}

/** An output value without `value` is unknown; its dependencies are the engine's affair. */
function decodeOutput(wire: Record<string, WireValue>): PropertyValue {
  const value = wire["value"] === undefined ? UNKNOWN : decode(wire["value"]);
  return wire["secret"] === true ? new Secret(value) : value;
}

function encodeMap(properties: PropertyMap): Record<string, WireValue> {
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, encode(value)]));
}

function encode(value: PropertyValue): WireValue {
  if (value instanceof Unknown) return UNKNOWN_STRING;
  if (value instanceof Secret) return { [SIGNATURE_KEY]: SECRET_SIGNATURE, value: encode(value.value) };
  if (value instanceof Opaque) return value.wire;
  if (isList(value)) return value.map(encode);
  return isMap(value) ? encodeMap(value) : value;
}
