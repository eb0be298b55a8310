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
            batches: [
                batches_are_one_changeset,
                an_error_of_the_batches_writes_nothing,
                a_late_batch_refuses_all,
                a_name_that_a_batch_frees_is_free_later,
                no_batches_are_internal,
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
                headings_page_by_id,
                tables_are_found_by_identity,
                tables_are_found_by_name,
                tables_are_found_by_what_their_source_calls_them,
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
            lineage_filter: [
                lineage_of_a_table_and_of_its_columns_counts,
                lineage_that_is_not_rejected_counts,
                lineage_counts_while_it_lasts,
                lineage_counts_as_of_then,
                every_page_has_tables_with_lineage_only,
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
                everybody_who_wrote_is_told_once,
                undone_by_is_the_undo_that_stands,
            ]
            changes: [
                entity_changes_hold_full_states,
                entity_changes_stay_as_they_were,
                entity_changes_are_in_order,
                a_counted_table_is_an_entity_change_without_a_description,
                changes_are_the_descriptions_of_entity_changes,
                changes_are_counted_by_kind_and_operation,
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
            lineage_commits: [
                an_assertions_step_without_its_edges_is_internal,
                edges_and_assertions_never_move,
                an_assertions_change_counts_its_edges_version,
                a_table_edge_needs_both_tables,
                a_column_edge_needs_both_columns,
                what_has_lineage_stays,
                a_table_goes_with_its_lineage,
                an_edge_goes_with_all_its_assertions,
                stale_edges_and_assertions_are_conflicts,
                a_second_edge_of_a_pair_is_refused,
                a_second_assertion_of_a_key_is_refused,
                assertions_can_swap_keys,
                edges_can_be_required,
                a_restored_edge_goes_on_counting,
                one_commit_carries_many_edges,
            ]
            lineage_reads: [
                edges_and_assertions_are_read_as_written,
                unknown_edges_are_left_out,
                edges_are_found_by_pair,
                edges_are_found_by_node,
                edges_are_found_by_table,
                assertions_come_by_time,
                many_edges_are_answered_at_once,
                lineage_is_that_of_then,
                the_next_change_of_an_edge_is_found,
                lineage_is_not_searched,
            ]
            proposals: [
                proposals_come_surest_first,
                only_what_waits_is_listed,
                claims_filter_proposals,
                ends_filter_proposals,
            ]
            lineage_history: [
                edges_and_assertions_come_last,
                a_counted_edge_is_an_entity_change_without_a_description,
                changes_of_lineage_page,
                later_changes_of_an_edge_hold_its_assertions,
                lineage_filters_changesets,
                a_deleted_tables_lineage_comes_back,
                a_claim_is_taken_back,
            ]
            lineage_rows: [
                rows_hold_every_state_up_to_the_seq,
                parts_are_the_rows,
                a_part_is_about_as_large_as_asked,
                an_empty_catalog_has_no_rows,
            ]
            lineage_races: [
                a_race_of_claims_has_one_winner,
                a_race_for_a_pair_has_one_winner,
                ends_hold_in_a_race,
                rows_stand_still_under_writes,
            ]
            audit: [
                what_was_appended_is_read_back_equal,
                entries_are_listed_newest_first,
                appending_an_id_twice_changes_nothing,
                every_filter_narrows_the_log,
                filtered_entries_page,
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
                jobs_are_listed_by_kind_and_actor_newest_first,
            ]
            imports: [
                a_piece_is_got_back_as_put,
                putting_a_piece_again_replaces_it,
                parts_and_imports_are_apart,
                a_dropped_part_has_no_piece,
                pieces_go_with_their_job,
                a_huge_piece_is_refused,
            ]
            people: [
                a_person_is_read_as_put,
                has_password_says_what_is_kept,
                unknown_people_are_left_out,
                a_taken_login_is_a_conflict,
                a_taken_identity_is_a_conflict,
                an_update_replaces_and_counts,
                an_update_of_another_version_is_a_conflict,
                a_raced_update_has_one_winner,
                a_raced_login_has_one_owner,
                the_last_administrator_stays,
                without_an_administrator_people_change_freely,
                a_race_of_demotions_leaves_one,
                who_is_made_inactive_has_no_session,
                a_raced_sign_in_does_not_outlive_a_retirement,
                a_new_password_ends_what_the_old_one_opened,
                a_password_keeps_no_session_of_others,
                a_password_of_nobody_is_not_found,
                people_are_listed_by_folded_name,
                texts_and_activity_filter_people,
            ]
            sessions: [
                a_session_is_found_while_it_is_alive,
                a_session_knows_its_person_as_he_is_now,
                opening_notes_the_sign_in,
                opening_drops_what_has_ended,
                somebody_inactive_opens_nothing,
                a_touch_goes_forward_only,
                raced_touches_leave_the_latest,
                what_is_gone_stays_gone,
                what_was_closed_is_not_found_again,
                closing_all_keeps_one,
                sessions_are_listed_newest_first,
                sessions_are_opened_at_once,
            ]
            tokens: [
                a_token_is_read_as_put,
                unknown_tokens_are_left_out,
                a_token_needs_its_owner,
                a_token_is_found_after_its_end,
                a_token_is_revoked_once,
                a_raced_revocation_happens_once,
                a_use_goes_forward_only,
                raced_uses_leave_the_latest,
                tokens_are_listed_newest_first,
                owners_and_life_filter_tokens,
            ]
            links: [
                a_link_is_found_until_it_expires,
                links_are_listed_newest_first,
                a_withdrawn_link_is_gone,
                an_invitation_is_used_once,
                an_expired_link_does_nothing,
                a_reset_sets_a_password,
                a_link_serves_its_own_purpose,
                a_failed_redemption_leaves_the_link,
                the_first_administrator_is_the_first,
                an_inactive_administrator_is_none,
                a_raced_link_is_used_once,
                a_race_with_withdrawal_has_one_winner,
                a_new_first_link_withdraws_the_older,
                a_new_reset_withdraws_the_older,
                raced_first_links_leave_one,
                expired_links_are_dropped,
                a_thousand_links_are_listed,
            ]
            person_settings: [
                a_setting_is_read_as_saved,
                settings_are_told_apart,
                saving_again_replaces,
                a_person_has_at_most_so_many,
                the_settings_of_a_person_have_a_size,
                raced_settings_stay_within_bounds,
                somebody_inactive_saves_nothing,
                names_come_by_age,
                what_was_removed_is_gone,
            ]
            attempts: [
                a_key_that_never_failed_has_none,
                attempts_come_in_the_order_of_keys,
                keys_are_told_apart_by_every_byte,
                raced_failures_are_all_counted,
                a_long_silence_is_forgotten,
                the_last_time_never_goes_back,
                old_keys_are_dropped,
                a_cleared_key_starts_anew,
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

/// The contract of a hasher of passwords. `$make` names a
/// `fn() -> suites::passwords::HasherCase`.
#[macro_export]
macro_rules! password_suite {
    ($make:path) => {
        $crate::cases! { sync $make, "multi_thread";
            passwords: [
                a_password_verifies_against_its_own_hash,
                no_other_password_verifies,
                two_hashes_of_one_password_differ,
                no_hash_is_a_no_with_the_same_work,
                a_hash_that_cannot_be_read_is_internal,
                only_a_few_are_made_at_once,
                callers_that_give_up_block_nobody,
                a_weaker_hash_is_outdated,
                nothing_shows_a_password_or_a_hash,
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

/// The contract of a lineage graph. `$make` names an
/// `async fn() -> Arc<dyn LineageGraph>` that makes one that was never loaded.
#[macro_export]
macro_rules! graph_suite {
    ($make:path) => {
        $crate::cases! { async $make, "multi_thread";
            graph_state: [
                before_it_was_loaded_it_answers_nothing,
                a_reset_holds_the_rows,
                a_reset_forgets_everything,
                a_failed_reset_leaves_it_whole,
                a_reset_leaves_out_what_happened_later,
                steps_go_on_after_a_reset,
                a_node_without_edges_is_answered_alone,
                held_edges_page_by_id,
            ]
            graph_steps: [
                a_step_is_seen_at_once,
                many_steps_are_applied_at_once,
                a_step_that_is_not_the_next_changes_nothing,
                a_race_of_steps_has_one_winner,
                a_question_sees_whole_changesets,
                earlier_states_stay_readable,
                before_the_first_and_beyond_the_last,
                an_edge_that_comes_back_is_walked_in_its_times,
                what_was_never_there_cannot_end,
                another_edge_of_the_same_nodes_has_its_own_times,
                tables_are_what_they_were,
                a_changeset_of_many_edges_is_applied,
            ]
            graph_walks: [
                a_walk_goes_one_way,
                both_ways_never_zigzag,
                a_ring_lies_both_ways,
                a_depth_is_the_least_number_of_edges,
                depth_zero_is_the_start_alone,
                a_depth_bounds_nodes_and_edges,
                several_starts_are_one_walk,
                levels_are_never_mixed,
                a_walk_in_cycles_ends,
                a_ladder_of_a_million_paths_ends,
                a_long_chain_ends,
            ]
            graph_pairs: [
                a_column_edge_implies_a_table_edge,
                several_column_edges_imply_one,
                an_own_edge_and_a_derived_one_are_one,
                a_rejected_own_edge_hides_the_derived_one,
                a_column_edge_inside_a_table_implies_nothing,
                a_filter_looks_at_the_whole_pair,
            ]
            graph_filters: [
                statuses_prune_a_walk,
                a_changed_status_takes_effect,
                origins_and_confidence_prune_a_walk,
                hidden_nodes_are_walked_through,
                sources_and_kinds_show_nodes,
                an_untold_table_is_of_no_source_and_other,
                the_start_is_always_shown,
                counts_of_a_walk_look_at_edges_alone,
            ]
            graph_limits: [
                answers_are_in_order,
                a_limit_on_nodes_cuts_the_end,
                a_limit_on_edges_cuts_the_end,
                starts_are_cut_like_others,
                hidden_nodes_take_no_room,
            ]
            graph_paths: [
                the_shortest_paths_come_first,
                paths_are_simple,
                there_may_be_no_path,
                of_a_million_paths_the_first_are_answered,
                paths_follow_the_edge_conditions,
                paths_go_along_derived_edges,
                paths_are_those_of_then,
            ]
            graph_counts: [
                an_impact_counts_a_walk_to_the_ends,
                sources_of_equal_counts_are_in_order,
                an_impact_counts_tables_of_columns,
                an_impact_is_filtered_and_as_of,
                neighbours_are_counted_as_asked,
                cycles_are_the_largest_sets,
                cycles_are_filtered_and_as_of,
            ]
            graph_model: [
                random_graphs_are_answered_like_the_reference,
            ]
        }
    };
}

/// What an adapter of a lineage graph has to manage in bearable time beyond
/// [`graph_suite`](crate::graph_suite), which the slow and simple reference need not.
#[macro_export]
macro_rules! large_graph_suite {
    ($make:path) => {
        $crate::cases! { async $make, "multi_thread";
            graph_large: [
                of_very_long_paths_the_first_are_answered,
            ]
        }
    };
}
