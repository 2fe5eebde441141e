import { status, type handleUnaryCall, type ServiceError } from "@grpc/grpc-js";

/** An error that the engine shows as it is, without a stack trace. */
function serviceError(error: unknown): Partial<ServiceError> {
  const message = error instanceof Error ? error.message : String(error);
  return { code: status.UNKNOWN, details: message };
}

/** A gRPC handler made of a function from request to response; what it throws becomes the call's error. */
export function unary<Request, Response>(
  answer: (request: Request) => Response | Promise<Response>,
): handleUnaryCall<Request, Response> {
  return (call, callback) => {
    Promise.resolve()
      .then(() => answer(call.request))
      .then(
        (response) => {
          callback(null, response);
        },
        (error: unknown) => {
          callback(serviceError(error));
        },
      );
  };
}

/** A gRPC handler for a call that the provider does not support; the engine then does without it. */
export function unimplemented<Request, Response>(name: string): handleUnaryCall<Request, Response> {
  return (_call, callback) => {
    callback({ code: status.UNIMPLEMENTED, details: `the offline AWS provider does not implement ${name}` });
  };
}
