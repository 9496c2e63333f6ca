import type { Db } from '../../database/pool.ts';
import type { Attendance, AttendanceAnswer } from './meeting.ts';

/** In the order of the answers. */
export async function attendanceOf(db: Db, workspaceId: string, syncId: number): Promise<Attendance[]> {
  const rows = await db
    .selectFrom('sync_attendance')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('sync_id', '=', syncId)
    .orderBy('answered_at')
    .orderBy('user_id')
    .execute();
  return rows.map((row) => ({
    userId: row.user_id,
    answer: row.answer as AttendanceAnswer,
    delegateUserId: row.delegate_user_id,
  }));
}

/** Each person has one answer: the last. */
export async function saveAttendance(
  trx: Db,
  workspaceId: string,
  syncId: number,
  { userId, answer, delegateUserId }: Attendance,
  now: Date,
): Promise<void> {
  const values = { answer, delegate_user_id: delegateUserId, answered_at: now };
  await trx
    .insertInto('sync_attendance')
    .values({ workspace_id: workspaceId, sync_id: syncId, user_id: userId, ...values })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'sync_id', 'user_id']).doUpdateSet(values))
    .execute();
}
