import { type AwsStandIn, startAwsStandIn } from "../../support/aws-stand-in";
import { PulumiProject } from "../../support/pulumi-project";

/** A project of tests/e2e/fixtures against a stand-in for AWS of its own. */
export interface LiveProject {
  readonly project: PulumiProject;
  /** Settings of AWS SDK clients that see what the project made. */
  readonly connection: ReturnType<AwsStandIn["clientSettings"]>;
  end(): Promise<void>;
}

/** Starts the stand-in and sets the project in `folder` up against it, without policy packs: the components are under test. */
export async function liveProject(
  folder: string,
  config: Readonly<Record<string, unknown>> = {},
): Promise<LiveProject> {
  const aws = await startAwsStandIn();
  const project = await PulumiProject.create({
    folder,
    config: { "aws:region": "eu-central-1", ...config },
    // The association calls EC2 itself, with the credentials of whoever runs the program.
    env: { AWS_ENDPOINT_URL: aws.endpoint, AWS_ACCESS_KEY_ID: "offline", AWS_SECRET_ACCESS_KEY: "offline" },
  });
  return {
    project,
    connection: aws.clientSettings("eu-central-1"),
    end: async () => {
      await project.dispose();
      await aws.stop();
    },
  };
}
