import type { Moto } from "../../support/moto";
import { startMoto } from "../../support/moto";
import { PulumiProject } from "../../support/pulumi-project";

/** A project of tests/e2e/fixtures against a moto server of its own. */
export interface LiveProject {
  readonly project: PulumiProject;
  /** Settings of AWS SDK clients that see what the project made. */
  readonly connection: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  end(): Promise<void>;
}

/** Starts moto and sets the project in `folder` up against it, without policy packs: the components are under test. */
export async function liveProject(
  folder: string,
  config: Readonly<Record<string, unknown>> = {},
): Promise<LiveProject> {
  const moto: Moto = await startMoto();
  const project = await PulumiProject.create({
    folder,
    config: { "aws:region": "eu-central-1", ...config },
    env: { AWS_ENDPOINT_URL: moto.endpoint },
  });
  return {
    project,
    connection: {
      endpoint: moto.endpoint,
      region: "eu-central-1",
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    },
    end: async () => {
      await project.dispose();
      await moto.stop();
    },
  };
}
