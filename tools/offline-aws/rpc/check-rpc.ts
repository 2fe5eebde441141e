import { CheckFailure, CheckRequest, CheckResponse } from "@pulumi/pulumi/proto/provider_pb";
import type { CheckedInputs } from "../check/check-inputs";
import type { Autonaming } from "../check/auto-name";
import type { OfflineAwsProvider } from "../offline-aws-provider";
import { decodeStruct, encodeStruct } from "../property-value/wire";
import { parseUrn } from "../resource-urn";

function autonamingOf(request: CheckRequest): Autonaming | undefined {
  const options = request.getAutonaming();
  if (options === undefined) return undefined;
  const proposedName = options.getProposedName();
  switch (options.getMode()) {
    case CheckRequest.AutonamingOptions.Mode.ENFORCE:
      return { mode: "enforce", proposedName };
    case CheckRequest.AutonamingOptions.Mode.DISABLE:
      return { mode: "disable" };
    case CheckRequest.AutonamingOptions.Mode.PROPOSE:
      return { mode: "propose", proposedName };
  }
}

function response({ inputs, failures }: CheckedInputs): CheckResponse {
  const result = new CheckResponse();
  result.setInputs(encodeStruct(inputs));
  result.setFailuresList(
    failures.map(({ property, reason }) => {
      const failure = new CheckFailure();
      failure.setProperty(property);
      failure.setReason(reason);
      return failure;
    }),
  );
  return result;
}

/** Answers `Check`. */
export function check(provider: OfflineAwsProvider, request: CheckRequest): CheckResponse {
  const autonaming = autonamingOf(request);
  return response(
    provider.check({
      ...parseUrn(request.getUrn()),
      news: decodeStruct(request.getNews()),
      olds: decodeStruct(request.getOlds()),
      seed: request.getRandomseed_asU8(),
      ...(autonaming !== undefined && { autonaming }),
    }),
  );
}

/** Answers `CheckConfig`: the settings of a provider are taken as they are, and read by `Configure`. */
export function checkConfig(request: CheckRequest): CheckResponse {
  return response({ inputs: decodeStruct(request.getNews()), failures: [] });
}
