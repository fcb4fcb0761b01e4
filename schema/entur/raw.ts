/** What the field says that holds the service's own word beside an enum. */
export const raw = (field: string): string =>
  `Entur's own word for \`${field}\`; of use when that is \`UNKNOWN\`.`;
