import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import {
  type CreateRequest,
  CreateResponse,
  type DeleteRequest,
  type ReadRequest,
  ReadResponse,
  type UpdateRequest,
  UpdateResponse,
} from "@pulumi/pulumi/proto/provider_pb";
import type { OfflineAwsProvider } from "../offline-aws-provider";
import { decodeStruct, encodeStruct } from "../property-value/wire";
import { parseUrn } from "../resource-urn";

/** Answers `Create`: at preview with the planned outputs, else by creating the resource. */
export async function create(provider: OfflineAwsProvider, request: CreateRequest): Promise<CreateResponse> {
  const { typeToken } = parseUrn(request.getUrn());
  const inputs = decodeStruct(request.getProperties());
  const response = new CreateResponse();
  if (request.getPreview()) {
    response.setProperties(encodeStruct(provider.plan({ typeToken, inputs })));
    return response;
  }
  const { id, outputs } = await provider.create(typeToken, inputs);
  response.setId(id);
  response.setProperties(encodeStruct(outputs));
  return response;
}

/** Answers `Update`: at preview with the planned outputs, else by changing the resource. */
export async function update(provider: OfflineAwsProvider, request: UpdateRequest): Promise<UpdateResponse> {
  const { typeToken } = parseUrn(request.getUrn());
  const inputs = decodeStruct(request.getNews());
  const former = { inputs: decodeStruct(request.getOldInputs()), outputs: decodeStruct(request.getOlds()) };
  const response = new UpdateResponse();
  const outputs = request.getPreview()
    ? provider.plan({ typeToken, inputs, former })
    : await provider.update(typeToken, request.getId(), inputs, former);
  response.setProperties(encodeStruct(outputs));
  return response;
}

/** Answers `Read`, for a refresh, an import or a look-up; a resource that is gone has no id. */
export async function read(provider: OfflineAwsProvider, request: ReadRequest): Promise<ReadResponse> {
  const { typeToken } = parseUrn(request.getUrn());
  const response = new ReadResponse();
  const known = { inputs: decodeStruct(request.getInputs()), outputs: decodeStruct(request.getProperties()) };
  const found = await provider.read(typeToken, request.getId(), known);
  if (found === undefined) return response;
  response.setId(found.id);
  response.setInputs(encodeStruct(found.inputs));
  response.setProperties(encodeStruct(found.outputs));
  return response;
}

/** Answers `Delete`. */
export async function remove(provider: OfflineAwsProvider, request: DeleteRequest): Promise<Empty> {
  const { typeToken } = parseUrn(request.getUrn());
  const former = { inputs: decodeStruct(request.getOldInputs()), outputs: decodeStruct(request.getProperties()) };
  await provider.delete(typeToken, request.getId(), former);
  return new Empty();
}
