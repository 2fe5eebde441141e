/** The service prefix of an action: `s3` of `s3:GetObject`. */
export function serviceOf(action: string): string {
  return action.split(":")[0] ?? "";
}
