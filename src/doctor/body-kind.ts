/** What a body says it is, as its media type. */
export function mediaTypeIn(contentType: string | null): string {
  return /^\s*([\w.+-]+\/[\w.+-]+)/.exec(contentType ?? '')?.[1]?.toLowerCase() ?? 'a body of no type';
}

/** JSON, in any of its dialects. */
export function isJson(mediaType: string): boolean {
  return /^application\/([\w.-]+\+)?json$/.test(mediaType);
}
