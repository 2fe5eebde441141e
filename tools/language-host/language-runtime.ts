import {
  status,
  type sendUnaryData,
  type ServerUnaryCall,
  type ServerWritableStream,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import {
  AboutResponse,
  GetRequiredPluginsResponse,
  type RunPluginRequest,
  type RunPluginResponse,
  type RunRequest,
  type RunResponse,
} from "@pulumi/pulumi/proto/language_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { runPlugin } from "./run-plugin";
import { runProgram } from "./run-program";

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * The part of the service LanguageRuntime that the engine needs to preview and update a Node program and to run its
 * policy packs. Methods that are not here answer UNIMPLEMENTED, which the engine takes as: nothing to do.
 */
export function languageRuntime(engineAddress: string, version: string): UntypedServiceImplementation {
  return {
    getPluginInfo: (_call: unknown, callback: sendUnaryData<PluginInfo>) => {
      callback(null, new PluginInfo().setVersion(version));
    },
    // Providers are found when they are first used; nothing is fetched ahead.
    getRequiredPlugins: (_call: unknown, callback: sendUnaryData<GetRequiredPluginsResponse>) => {
      callback(null, new GetRequiredPluginsResponse());
    },
    about: (_call: unknown, callback: sendUnaryData<AboutResponse>) => {
      callback(null, new AboutResponse().setExecutable(process.execPath).setVersion(process.versions.node));
    },
    run: (call: ServerUnaryCall<RunRequest, RunResponse>, callback: sendUnaryData<RunResponse>) => {
      runProgram(call, engineAddress).then(
        (response) => {
          callback(null, response);
        },
        (error: unknown) => {
          callback({ code: status.FAILED_PRECONDITION, details: messageOf(error) });
        },
      );
    },
    runPlugin: (call: ServerWritableStream<RunPluginRequest, RunPluginResponse>) => {
      runPlugin(call).catch((error: unknown) => {
        call.emit("error", { code: status.FAILED_PRECONDITION, details: messageOf(error) });
      });
    },
  };
}
