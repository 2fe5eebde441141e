import { DescribeLaunchTemplateVersionsCommand } from "@aws-sdk/client-ec2";
import { isNotFound } from "../../resources/when-found";
import { withParameters } from "../aws-request";
import { forward, type Behaviour } from "../behaviour";
import { missingOptions } from "./metadata-options";

/** The metadata options of a launch template apply to its instances, unless the request has its own; moto drops them. */
export const launchTemplateMetadataOptions: Behaviour = {
  name: "an instance gets the metadata options of its launch template",
  source:
    "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-options.html#instance-metadata-options-order-of-precedence",
  actions: ["ec2:RunInstances"],
  async before(request, moto) {
    const { parameters } = request;
    const id = parameters?.get("LaunchTemplate.LaunchTemplateId") ?? undefined;
    const name = parameters?.get("LaunchTemplate.LaunchTemplateName") ?? undefined;
    if (id === undefined && name === undefined) return forward(request);
    const Versions = [parameters?.get("LaunchTemplate.Version") ?? "$Default"];
    const template = id === undefined ? { LaunchTemplateName: name } : { LaunchTemplateId: id };
    try {
      const found = await moto.ec2(request).send(new DescribeLaunchTemplateVersionsCommand({ ...template, Versions }));
      const options = found.LaunchTemplateVersions?.[0]?.LaunchTemplateData?.MetadataOptions ?? {};
      return forward(withParameters(request, missingOptions(request, "MetadataOptions.", options)));
    } catch (error) {
      if (isNotFound(error)) return forward(request);
      throw error;
    }
  },
};
