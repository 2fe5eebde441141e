/** What the layer answers a client. */
export interface AwsResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const XML = { "content-type": "text/xml;charset=UTF-8" };
/** The id that every answer of the layer itself carries. */
const REQUEST_ID = "00000000-0000-4000-8000-000000000000";

function escapeXml(text: string): string {
  return text.replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** An error as EC2 answers it. @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html */
export function ec2Error(code: string, message: string): AwsResponse {
  const error = `<Error><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error>`;
  const body = `<Response><Errors>${error}</Errors><RequestID>${REQUEST_ID}</RequestID></Response>`;
  return { status: 400, headers: XML, body: Buffer.from(body, "utf8") };
}

/** An error as IAM, STS and other services of the query protocol answer it. */
export function queryError(status: number, code: string, message: string): AwsResponse {
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error>`;
  const body = `<ErrorResponse>${error}<RequestId>${REQUEST_ID}</RequestId></ErrorResponse>`;
  return { status, headers: XML, body: Buffer.from(body, "utf8") };
}

/** An answer of EC2 with these elements; a nested record is a nested element. */
export function ec2Answer(action: string, elements: XmlElements): AwsResponse {
  const inner = `<requestId>${REQUEST_ID}</requestId>${elementsXml(elements)}`;
  const body = `<${action}Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">${inner}</${action}Response>`;
  return { status: 200, headers: XML, body: Buffer.from(body, "utf8") };
}

/** An answer of a service of the query protocol with these elements in its result. */
export function queryAnswer(action: string, elements: XmlElements): AwsResponse {
  const metadata = `<ResponseMetadata><RequestId>${REQUEST_ID}</RequestId></ResponseMetadata>`;
  const result = `<${action}Result>${elementsXml(elements)}</${action}Result>`;
  return {
    status: 200,
    headers: XML,
    body: Buffer.from(`<${action}Response>${result}${metadata}</${action}Response>`, "utf8"),
  };
}

/** Elements by name; one that has a list is repeated. */
export interface XmlElements {
  readonly [name: string]: string | XmlElements | readonly XmlElements[];
}

function elementsXml(elements: XmlElements): string {
  return Object.entries(elements)
    .flatMap(([name, value]) => [value].flat().map((one: string | XmlElements) => elementXml(name, one)))
    .join("");
}

function elementXml(name: string, value: string | XmlElements): string {
  return `<${name}>${typeof value === "string" ? escapeXml(value) : elementsXml(value)}</${name}>`;
}
