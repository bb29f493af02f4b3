// What X is known to send, by name: what a delivery holds beside it is listed for a person.
import { setOf, type Vocabulary } from '../edge.ts'

const fields = setOf(`
    access account_name active add_participant additional_media_info affiliation after all allow_all_clients
    alt_text animated_gif annotations app_id application_id apps aspect_ratio attachment attachments author
    author_id available_for_replay badge_url bbox before bio birthdate bit_rate bitrate block_events blocked
    bookmark_count bookmarked bounding_box broadcast_id broadcast_state business_user_id card_uri cashtag
    cashtags category code color contained_within content_type context_annotations contexts contributors
    contributors_enabled conversation_id conversation_key_change_event conversation_key_version
    conversation_token coordinates country country_code created created_at created_at_msec created_timestamp
    created_timestamp_ms cta ctas data date_time default_profile default_profile_image delete deleted derived
    description detail direct_message_events direct_message_indicate_typing_events
    direct_message_mark_read_events direction disclaimer disconnect_type display display_name display_text_range
    display_url dm_conversation_id dm_event_id domain download_url drop duration_millis duration_minutes
    duration_ms edit_controls edit_history edit_history_post_ids edit_history_tweet_ids edit_tweet_ids editable
    editable_until editable_until_ms edits_remaining encoded_event encrypted end end_datetime ended_at
    engagements entities entity entity_id errors event_at event_timestamp_ms event_type event_uuid events
    expanded expanded_url ext_alt_text extended_entities extended_tweet favorite favorite_count favorite_events
    favorited favorited_status favourites_count fields filter filter_level fleet follow_events
    follow_request_sent follower_count followers_count following following_count for_user_id friends_count from
    full_name full_text geo geo_enabled h has_extended_profile hashtag hashtags height hidden host_ids icon id
    images impression_count in_reply_to_post_id in_reply_to_screen_name in_reply_to_status_id
    in_reply_to_tweet_id in_reply_to_user_id includes indices initial_tweet_id instance_id invited_user_ids
    is_edit_eligible is_identity_verified is_quote_status is_ticketed is_translation_enabled is_translator
    job_id join_policy key label lang language large last_read_event_id latitude like_count liked
    liked_post_author_id liked_post_id liked_tweet_author_id liked_tweet_id limit link links listed_count
    locality location longitude magic matching_rules mbps media media_count media_key media_keys media_url
    media_url_https medium member_count mention mentions message message_create message_data
    message_event_signature message_id message_text meta metadata modified monetizable most_recent_post_id
    most_recent_tweet_id mute_events name new newest_id next_token non_public_metrics normalized_text note_post
    note_tweet notifications oldest_id options organic_metrics original_info owner_id paid_partnership parody
    participant_count participant_id participant_ids payload person photos pinned_post_id pinned_tweet_id place
    place_id place_type places playback_0_count playback_100_count playback_25_count playback_50_count
    playback_75_count poll_ids polls population position possibly_sensitive post post_count posts
    potential_locations preview_image_url previous_token private probability profile_background_color
    profile_background_image_url profile_background_image_url_https profile_background_tile profile_banner_url
    profile_geo_enrichment profile_image_shape profile_image_url profile_image_url_https profile_link_color
    profile_sidebar_border_color profile_sidebar_fill_color profile_text_color profile_use_background_image
    promoted_metrics properties protected provisioned public_key_version public_metrics query quick_reply
    quick_reply_response quote_count quoted_status quoted_status_id quoted_status_permalink receives_your_dm
    recipient_id referenced_posts referenced_tweets region remove_participant replay_event replay_job_status
    reply_count reply_settings repost_count reset resize resource_id resource_type result_count retweet_count
    retweeted retweeted_status revoke room sample_rate scheduled_start scopes screen_name scrub_geo section
    sender_id sent shared_coordinate shared_place signature signature_version signing_public_key size sizes
    small source source_app_id speaker_ids start started_at state status status_withheld statuses_count
    sub_region subscribed subscription subscription_id subscription_type summary symbols tag tags target text
    thumb thumbnail_url tickers time_zone timestamp timestampMs timestamp_ms title topic_ids topics
    total_tweet_count track translator_type truncated tweet tweet_count tweet_create_events tweet_id tweet_delete_events
    tweet_edit tweets type type_info undrop unwound unwound_url up_to_status_id updated_at updated_timestamp_ms
    upload_url url url_link_clicks urls user user_delete user_event user_id user_mentions user_profile_clicks
    user_protect user_suspend user_undelete user_unprotect user_unsuspend user_withheld username users
    utc_offset value variants verified verified_followers_count verified_type via video_info video_stats
    view_count votes voting_status w webhook_id webhook_url width withheld withheld_copyright
    withheld_in_countries withheld_scope`)

export const vocabulary: Vocabulary = {
  kind: 'event_type',
  read: setOf(`broadcast.chat chat.received chat.sent dm.read dm.received dm.sent like.create post.create post.delete
    post.mention.create post.quote.create post.reply.create post.repost.create profile.update.handle
    profile.update.screenname MessageCreate`),
  leftAlone: setOf(`broadcast.end broadcast.start dm.indicate_typing follow.follow follow.unfollow news.new oauth.revoke
    ParticipantsJoin ParticipantsLeave profile.update.affiliate_badge profile.update.banner_picture profile.update.bio
    profile.update.geo profile.update.profile_picture profile.update.url profile.update.verified_badge
    profile.update.name spaces.end spaces.start spaces_end spaces_start`),
  // Every number comes a second time as text.
  fields: new Set([...fields].flatMap((name) => [name, `${name}_str`])),
}
