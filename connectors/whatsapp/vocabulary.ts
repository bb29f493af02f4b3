// What WhatsApp is known to send, by name: what a delivery holds beside it is listed for a person.
import { setOf, type Vocabulary } from '../edge.ts'

export const vocabulary: Vocabulary = {
  kind: 'field',
  read: setOf(`messages smb_message_echoes message_echoes history user_id_update calls user_preferences`),
  leftAlone: setOf(`
    account_alerts account_offboarded account_reconnected account_review_update account_settings_update account_update
    automatic_events business_capability_update business_status_update business_username_update calling_settings_update
    flows group_lifecycle_update group_participants_update group_settings_update group_status_update message_deletions
    message_template_components_update message_template_quality_update message_template_status_update
    messaging_handovers partner_solutions payment_configuration_update phone_number_name_update
    phone_number_quality_update phone_number_settings security smb_app_state_sync standby template_category_update
    template_correct_category_detection tracking_events`),
  fields: setOf(`
    acknowledged ad_id address addresses animated audio author billable birthday biz_opaque_callback_data body body_type
    button button_reply call_id call_permission_reply calls caption captions catalog_id category changes chunk_order
    city code company contacts context conversation cost country country_code created_timestamp ctwa_clid currency
    current customer data department description detail details direction display_phone_number document duration
    edit email emails emoji encrypted_content_id end_time entry error error_data error_subcode errors event
    expiration_timestamp field file_size filename first_name flow_id flow_token footer formatted_name forwarded
    fbtrace_id frequently_forwarded from from_parent_user_id from_user_id group_id hash header headline history
    history_context href id identity identity_key_hash image image_url input interactive is_permanent is_transient item_price
    last_name latitude list_reply location logging_data longitude media_id media_type message message_echoes message_id
    message_template_id message_template_language message_template_name messages messaging_product metadata method
    middle_name mime_type name new_wa_id nfm_reply object order org origin original_message_id parent_user_id payload
    payment phase phone phone_number_id phones prefix previous previous_user_id pricing pricing_model product
    product_id product_items product_retailer_id profile progress quantity reaction recipient_id recipient_identity_key_hash
    recipient_participant_id recipient_participant_parent_user_id recipient_participant_user_id recipient_type
    recipient_user_id parent_recipient_user_id recipient_parent_user_id reference_id referral referred_product response
    response_json response_source revoke sdp sdp_type section sections session sha256 signup_id source_id source_type
    source_url start_time state status statuses sticker street suffix system template text thread_id threads thumbnail
    thumbnail_url time timestamp title to to_parent_user_id to_user_id transaction transaction_id type unsupported url
    urls user_id user_id_update user_preferences username value video video_url voice wa_id welcome_message zip`),
}
