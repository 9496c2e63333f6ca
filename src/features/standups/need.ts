export type NeedState = 'open' | 'accepted' | 'answered' | 'proposal' | 'agenda' | 'done';

/** What one side needs from the other. */
export interface Need {
  id: number;
  roundId: number;
  userId: string;
  fromDepartmentId: number;
  /** Null: all other departments of the standup. */
  toDepartmentId: number | null;
  text: string;
  state: NeedState;
  /** Who accepted it, or did something about it. */
  handledBy: string | null;
  createdAt: Date;
}

export const longestNeedAnswer = 1500;

export function needKey(id: number): string {
  return `need:${id}`;
}
