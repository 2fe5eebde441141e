import { DescribeInstancesCommand } from "@aws-sdk/client-ec2";
import { isNotFound } from "../../resources/when-found";
import { withParameters } from "../aws-request";
import { forward, type Behaviour } from "../behaviour";
import { missingOptions } from "./metadata-options";

/** What a change of the metadata options does not name stays as it is; moto forgets it. */
export const metadataOptionsKept: Behaviour = {
  name: "ModifyInstanceMetadataOptions keeps the options that it does not name",
  source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyInstanceMetadataOptions.html",
  actions: ["ec2:ModifyInstanceMetadataOptions"],
  async before(request, moto) {
    const InstanceIds = [request.parameters?.get("InstanceId") ?? ""];
    try {
      const { Reservations: found } = await moto.ec2(request).send(new DescribeInstancesCommand({ InstanceIds }));
      const options = found?.[0]?.Instances?.[0]?.MetadataOptions ?? {};
      return forward(withParameters(request, missingOptions(request, "", options)));
    } catch (error) {
      if (isNotFound(error)) return forward(request);
      throw error;
    }
  },
};
