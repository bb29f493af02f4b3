// Citizens' pictures and voices: which stored bytes belong to which post.
import type { PostId } from '../model.ts'
import type { Tx } from './write.ts'

export const noteMedia = async (
  tx: Tx,
  media: {
    readonly post: PostId
    readonly position: number
    readonly digest: string
    readonly mimeType: string | null
  },
): Promise<void> => {
  await tx
    .updateTable('media')
    .set({ digest: media.digest, ...(media.mimeType === null ? {} : { mime_type: media.mimeType }) })
    .where('post_id', '=', media.post)
    .where('position', '=', media.position)
    .execute()
}
