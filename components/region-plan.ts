import { closest, REGIONS, REGIONS_AS_OF } from "../iam";
import { isSymbolic, knownText, type Problem } from "./plan";

/** A schema for the name of a Region, listed or not: AWS opens new ones. */
export const regionSchema = knownText(isRegionName, "the name of a Region such as `eu-central-1`");

/** Says whether `text` has the form of a Region's name. */
export function isRegionName(text: string): boolean {
  return /^[a-z]{2,}(-[a-z]+)+-\d+$/.test(text);
}

/**
 * Returns a warning for a Region that AWS did not list on the day of the table, with the nearest that it lists.
 * @see https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
 */
export function unlistedRegion(property: string, region: unknown): readonly Problem[] {
  if (typeof region !== "string" || isSymbolic(region) || REGIONS.includes(region)) return [];
  const near = closest(region, REGIONS);
  const expected = near === undefined ? "one of AWS's Regions" : `\`${near}\` if that was meant`;
  return [{ property, message: `got \`${region}\`, which AWS did not list on ${REGIONS_AS_OF}, expected ${expected}` }];
}
