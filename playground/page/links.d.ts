export function permalinkTarget(
  url: string,
  domain: string,
): { channel: string; ts: string | null; threadTs: string | null } | null;
