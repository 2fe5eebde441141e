import { missingSettings } from "../../policies/check-configuration";
import type { PolicyDeclaration } from "../../policies/policy-declaration";

/** The presets of the pack: files for `pulumi preview --policy-pack-config`. */
export const PRESETS = ["recommended", "strict", "advisory"] as const;

/**
 * A preset's content. `recommended`: every policy at its default level. `strict`: every policy mandatory, and what is not
 * known at preview blocks, with the settings that a policy has for it, but for policies that cannot judge without settings, which
 * stay off. `advisory`: nothing blocks. A policy that is disabled by default stays so but in `strict`.
 */
export function policyPreset(preset: (typeof PRESETS)[number], declarations: readonly PolicyDeclaration[]): string {
  const entries = declarations.map((declaration): [string, object] => {
    const { name, enforcementLevel } = declaration;
    switch (preset) {
      case "recommended":
        return [name, { enforcementLevel, onUnknown: "advise" }];
      case "strict":
        return [
          name,
          {
            enforcementLevel: missingSettings(declaration).length > 0 ? "disabled" : "mandatory",
            onUnknown: "block",
            ...declaration.strictSettings,
          },
        ];
      case "advisory":
        return [
          name,
          { enforcementLevel: enforcementLevel === "disabled" ? "disabled" : "advisory", onUnknown: "advise" },
        ];
    }
  });
  return `${JSON.stringify(Object.fromEntries(entries), undefined, 2)}\n`;
}
