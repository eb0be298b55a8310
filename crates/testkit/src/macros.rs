//! Macros that make every case a test of its own in an adapter.

/// Makes a module of tests out of cases: each gets what `$make` makes anew.
#[doc(hidden)]
#[macro_export]
macro_rules! cases {
    (@made async $make:path) => {
        $make().await
    };
    (@made sync $make:path) => {
        $make()
    };
    ($how:tt $make:path, $flavor:literal; $($module:ident: [$($case:ident),+ $(,)?])+) => {$(
        mod $module {
            use super::*;

            $(
                #[tokio::test(flavor = $flavor)]
                async fn $case() {
                    let made = $crate::cases!(@made $how $make);
                    $crate::suites::$module::$case(&made).await;
                }
            )+
        }
    )+};
}

/// The whole contract of a repo. `$make` names an `async fn() -> Backend` that
/// makes a fresh, empty one.
#[macro_export]
macro_rules! catalog_suite {
    ($make:path) => {
        $crate::cases! { async $make, "multi_thread";
            commits: [
                seqs_are_gap_free,
                a_refused_commit_takes_no_number,
                a_changeset_keeps_its_head,
                times_never_go_back,
                an_update_counts_versions_and_keeps_created_at,
                a_columns_change_counts_its_tables_version,
                a_restored_aggregate_goes_on_counting,
                a_stale_row_is_a_conflict_that_names_who_and_when,
                stale_columns_and_sources_are_conflicts,
                a_deleted_row_is_a_conflict_that_names_who_deleted_it,
                a_created_entity_must_not_exist,
                a_commit_without_changes_is_internal,
                a_columns_step_without_its_tables_is_internal,
                reads_see_a_commit_at_once,
                an_open_repo_is_ready,
                one_commit_carries_many_steps,
            ]
            requirements: [
                an_existing_entity_satisfies_exists,
                a_missing_entity_is_a_conflict,
                a_deleted_entity_is_a_conflict_that_names_who,
                the_right_version_passes,
                another_version_is_a_conflict,
                a_columns_change_breaks_a_required_version,
                a_version_of_nothing_is_a_conflict,
                table_names_must_be_free,
                a_table_name_that_is_freed_is_free,
                source_names_must_be_free_whatever_their_case,
                a_source_name_that_is_freed_is_free,
                every_requirement_counts,
            ]
            uniqueness: [
                two_tables_of_one_identity_are_refused,
                table_names_are_compared_by_code_point,
                twins_within_one_commit_are_refused,
                a_rename_onto_a_taken_name_is_refused,
                long_names_are_unique,
                a_deleted_name_is_free_again,
                tables_can_swap_names,
                columns_can_rotate_paths,
                sources_can_swap_names,
                two_columns_of_one_path_are_refused,
                a_hidden_columns_path_is_taken,
                two_sources_of_one_folded_name_are_refused,
                an_update_does_not_collide_with_itself,
                a_replacement_may_take_the_name,
            ]
            references: [
                a_table_needs_its_source,
                a_source_with_tables_stays,
                a_source_goes_with_its_tables,
                a_column_needs_its_table,
                a_table_goes_with_all_its_columns,
                a_column_cannot_outlive_its_table,
            ]
            idempotency: [
                the_same_key_answers_the_first_changeset,
                the_same_key_with_another_body_is_a_conflict,
                each_actor_has_his_own_keys,
                keys_are_compared_exactly,
                a_key_is_forgotten_after_a_day,
                a_refused_commit_leaves_its_key_free,
                replay_answers_what_a_key_was_used_for,
                long_keys_are_keys,
            ]
            concurrency: [
                concurrent_commits_lose_nothing,
                concurrent_times_never_go_back,
                a_version_race_has_one_winner,
                a_row_race_has_one_winner,
                a_name_race_has_one_winner,
                a_raced_idempotency_key_writes_once,
                references_hold_in_a_race,
                readers_see_whole_changesets,
                a_dropped_commit_is_whole_or_not_there,
            ]
            sources: [
                a_source_is_read_as_written,
                unknown_sources_are_left_out,
                a_source_is_found_by_its_folded_name,
                sources_are_listed_by_folded_name,
                a_text_filters_sources_word_by_word,
                kinds_and_activity_filter_sources,
                source_counts_are_capped,
                a_deleted_source_is_gone,
            ]
            tables: [
                a_table_is_read_as_written,
                unknown_tables_are_left_out,
                many_ids_are_answered_at_once,
                tables_are_found_by_identity,
                tables_are_found_by_name,
                the_default_order_is_by_folded_name,
                last_changed_come_first,
                last_fetched_come_first_and_never_fetched_last,
                table_counts_are_capped,
                facets_count_most_frequent_first,
                facets_have_at_most_a_hundred_values,
                tables_of_a_source_are_all_of_them,
                a_deleted_table_is_gone,
            ]
            table_filters: [
                a_text_filters_tables_word_by_word,
                sources_filter_tables,
                effective_kinds_filter_tables,
                tags_and_owner_filter_tables,
                fetch_times_filter_tables,
                filters_follow_changes,
            ]
            columns: [
                a_column_is_read_as_written,
                unknown_columns_are_left_out,
                all_columns_of_tables_come_by_table_and_ordinal,
                hidden_columns_are_in_no_list_and_no_count,
                columns_are_listed_by_ordinal,
                a_text_filters_columns_word_by_word,
                the_effective_description_is_filtered,
                counts_are_per_table_and_leave_empty_ones_out,
                an_unknown_table_has_no_columns,
                a_deleted_column_is_gone,
            ]
            as_of: [
                replaced_rows_stay_readable_at_their_seqs,
                at_seq_zero_there_is_nothing,
                lists_show_the_state_of_then,
                filters_look_at_the_state_of_then,
                orders_are_those_of_then,
                columns_are_those_of_then,
                deleted_aggregates_are_read_whole,
                pages_at_a_seq_stand_still,
            ]
            changesets: [
                the_state_follows_commits,
                changesets_are_read_by_id,
                changesets_are_listed_newest_first,
                the_feed_is_oldest_first,
                a_time_becomes_the_last_seq_at_or_before_it,
                actors_origins_and_times_filter_changesets,
                touched_entities_filter_changesets,
                deletions_filter_changesets,
                undone_by_is_the_undo_that_stands,
            ]
            changes: [
                entity_changes_hold_full_states,
                entity_changes_stay_as_they_were,
                entity_changes_are_in_order,
                a_counted_table_is_an_entity_change_without_a_description,
                changes_are_the_descriptions_of_entity_changes,
                an_unknown_seq_did_nothing,
                later_changes_are_those_of_the_aggregates,
                later_changes_come_with_their_changesets,
                later_changes_end_at_the_limit,
            ]
            paging: [
                tables_by_name_page,
                tables_by_change_page,
                tables_of_one_time_page_by_id,
                tables_by_fetch_page,
                tables_at_a_seq_page,
                sources_page,
                columns_page,
                changesets_page,
                changes_page,
                hits_page,
                audit_entries_page,
                has_next_is_exact,
                pages_go_on_behind_the_cursor,
                a_cursor_of_another_order_is_refused,
                a_cursor_of_another_filter_is_refused,
                an_audit_cursor_of_another_filter_is_refused,
            ]
            search: [
                each_kind_is_found_by_its_texts,
                every_word_is_a_substring,
                words_do_not_span_parts,
                texts_are_folded,
                chinese_words_find_names,
                short_words_look_at_names_only,
                wildcards_are_text,
                a_text_without_words_finds_nothing,
                hidden_columns_are_not_found,
                the_effective_description_is_searched,
                search_follows_changes,
                a_hit_names_entity_table_and_rank,
                hit_counts_are_capped,
                long_texts_are_answered,
            ]
            search_order: [
                ranks_tell_how_well_a_name_fits,
                several_words_rank_together,
                short_words_rank_alike,
                tables_come_before_columns_and_sources,
                shorter_names_come_first_then_by_bytes,
                the_id_decides_between_equals,
                ties_page_without_gaps,
            ]
            model: [
                history_1_is_answered_like_the_model,
                history_2_is_answered_like_the_model,
                history_3_is_answered_like_the_model,
                history_4_is_answered_like_the_model,
            ]
            secrets: [
                a_secret_is_what_the_last_commit_put,
                a_destroyed_secret_is_gone,
                a_refused_commit_leaves_secrets_alone,
                a_replayed_commit_leaves_secrets_alone,
                a_reseal_replaces_all_and_the_key,
                a_reseal_of_other_sources_is_a_conflict,
                a_reseal_of_what_was_read_before_a_change_is_a_conflict,
                a_reseal_forgets_idempotency_keys,
                a_secret_of_another_key_is_refused,
                a_reseal_of_nothing_changes_the_key,
                the_first_key_is_kept,
                a_raced_claim_has_one_key,
            ]
            audit: [
                what_was_appended_is_read_back_equal,
                entries_are_listed_newest_first,
                appending_an_id_twice_changes_nothing,
                actions_and_sources_filter_entries,
                the_latest_test_of_each_source_is_answered,
            ]
            fetches: [
                what_was_put_is_got_back_equal,
                a_fetch_is_gone_when_it_expires,
                expired_fetches_are_dropped,
                a_huge_fetch_is_refused,
                a_wide_fetch_is_kept,
            ]
            jobs: [
                a_job_is_read_as_created,
                an_update_raises_the_version,
                an_update_of_another_version_is_a_conflict,
                an_update_of_nothing_is_not_found,
                a_raced_update_has_one_winner,
                an_expired_job_is_not_answered,
            ]
        }
    };
}

/// The contract of a vault. `$make` names a `fn() -> suites::vault::Vaults`.
#[macro_export]
macro_rules! vault_suite {
    ($make:path) => {
        $crate::cases! { sync $make, "current_thread";
            vault: [
                what_was_sealed_opens_with_equal_values,
                it_does_not_open_for_another_source,
                it_does_not_open_when_a_byte_is_changed,
                it_does_not_open_with_another_key,
                keys_have_ids_of_their_own,
                sealing_twice_gives_different_bytes,
                a_fingerprint_is_of_bytes_and_key,
                nothing_shows_a_value,
            ]
        }
    };
}

/// The contract of a connector factory. `$make` names a
/// `fn() -> suites::factories::FactoryCase`.
#[macro_export]
macro_rules! factory_suite {
    ($make:path) => {
        $crate::cases! { sync $make, "current_thread";
            factories: [
                every_setting_has_a_name_of_its_own,
                every_setting_has_a_label_and_help,
                choices_belong_to_choices,
                defaults_are_values,
                something_binds_the_secrets,
                valid_settings_pass,
                wrong_settings_are_told_at_their_place,
                making_a_connector_does_no_io,
                a_connector_is_made_without_a_server,
                debug_hides_secrets,
                deadlines_are_bearable,
            ]
        }
    };
}

/// What holds for every connector. `$make` names an
/// `async fn() -> suites::connectors::ConnectorCase`.
#[macro_export]
macro_rules! connector_suite {
    ($make:path) => {
        $crate::cases! { async $make, "current_thread";
            connectors: [
                a_fetch_from_a_silent_server_times_out,
                a_suggestion_from_a_silent_server_times_out,
                a_test_of_a_silent_server_fails_step_by_step,
                steps_have_names_of_their_own,
                a_closed_port_is_unreachable,
                a_passed_deadline_times_out,
                dropping_a_fetch_closes_its_connections,
                dropping_a_test_closes_its_connections,
                a_server_of_another_kind_is_refused,
                a_server_that_hangs_up_is_unreachable,
            ]
        }
    };
}
