/** A side of the table. A person is in at most one department of a workspace. */
export interface Department {
  id: number;
  name: string;
  /** Null: nobody leads it at the moment. */
  leadUserId: string | null;
  /** The lead included and first; the others in a stable order. */
  memberIds: string[];
  /** The Slack user group whose people are the members; null: members are chosen one by one. */
  userGroupId: string | null;
}

/** With fewer there is nothing to agree on. */
export const fewestDepartments = 2;

/** In characters: a name stands in options (75) and lists of many departments. */
export const longestName = 60;

/** Names are the same whatever their case and the space around them. */
export function isSameName(a: string, b: string): boolean {
  return comparable(a) === comparable(b);
}

function comparable(name: string): string {
  return name.normalize('NFC').trim().toLowerCase();
}
