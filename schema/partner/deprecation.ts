/** Why a field of the older Partner API is deprecated, and what to take instead. */
export function insteadOfPartnerApi(successor: string): string {
  return `Since 2026-11-21. The Partner API is superseded by the Management API: use ${successor}. Answers only where VIPPS_PARTNER_URL is set.`;
}
