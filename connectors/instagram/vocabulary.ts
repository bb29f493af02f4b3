// What Instagram is known to send, by name: what a delivery holds beside it is listed for a person.
import { setOf, type Vocabulary } from '../edge.ts'

export const vocabulary: Vocabulary = {
  kind: 'field',
  read: setOf(`comments live_comments mentions messages message_edit message_reactions messaging_postbacks messaging_seen
    messaging_optins standby message_echoes`),
  leftAlone: setOf(
    'story_insights messaging_referral messaging_handover share_to_feed story_share creator_marketplace_projects',
  ),
  fields: setOf(`
    action actions ad_id ad_title ads_context_data app_id attachments attachment_id audio buttons call_to_actions
    changes comment_id comments created_time default_action delivery edit elements emoji entry field from generic
    id ig_post_media_id image_url is_deleted is_echo is_self is_unsupported link live_comments media media_id
    media_product_type media_type media_url mention message message_edit message_edits message_reactions messaging
    metadata mid mids name new_owner_app_id num_edit object optin order original_media_id parent_id
    pass_thread_control payload permalink photo_url post_id postback preview_url previous_owner_app_id product products
    quick_reply reaction read recipient reel_video_id ref referer_uri referral reply_to request_thread_control
    requested_owner_app_id reply_markup self_ig_scoped_id sender source standby sticker_id story story_media_id
    story_media_url subtitle take_thread_control target_url template_type text time timestamp title type url user
    user_id user_ref username value verb video_url watermark`),
}
