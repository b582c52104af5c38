"""The keys of open data, noun by noun, in their order: what programs elsewhere count on.

A key may be added; one that is taken away, renamed or moved breaks what others have built.
"""

KEYS = {
    "partners": """
        id name_fr name_en name_es native_name native_language acronym kind country country_name_fr country_name_en
        country_name_es city latitude longitude website ror_id part_of succeeded_by url_fr url_en url_es source_url
        source_read_on invented url_api
    """,
    "countries": """
        id iso3 name_fr name_en name_es region region_name_fr region_name_en region_name_es subregion
        subregion_name_fr subregion_name_en subregion_name_es groups latitude longitude partners agreements_in_force
        cooperations cooperations_year counts_invented url_fr url_en url_es invented url_api
    """,
    "agreements": """
        id title_fr title_en title_es acronym instrument instrument_name_fr instrument_name_en instrument_name_es
        state ended_early under_revision first_day first_day_precision last_day last_day_precision open_ended
        renewal renewal_months partners partner_names_fr partner_names_en partner_names_es partner_ror_ids countries
        french_side themes units framework renews authentic_languages summary_fr summary_en summary_es documents
        url_fr url_en url_es source_url source_read_on invented url_api
    """,
    "programmes": """
        id title_fr title_en title_es kind agreement partners open_calls next_call_fr next_call_en next_call_es
        summary_fr summary_en summary_es eligibility_fr eligibility_en eligibility_es how_to_apply_fr
        how_to_apply_en how_to_apply_es mailbox days_min days_max months_min months_max age_under quota_months
        url_fr url_en url_es source_url source_read_on invented url_api
    """,
    "calls": """
        id title_fr title_en title_es programme programme_title_fr programme_title_en programme_title_es kind
        partners state opens_on closes_at time_zone places funding_fr funding_en funding_es how_to_apply_fr
        how_to_apply_en how_to_apply_es mailbox url_fr url_en url_es source_url source_read_on invented url_api
    """,
    "activities": """
        id title_fr title_en title_es kind state direction country country_name_fr country_name_en country_name_es
        city starts_on starts_on_precision ends_on ends_on_precision institutions themes programme agreement
        people_french people_partner researcher_months led_to_agreements led_to_activities url_fr url_en url_es
        source_url source_read_on invented url_api
    """,
    "instruments": """
        id acronym name_fr name_en name_es expansion_fr expansion_en expansion_es description_fr description_en
        description_es sides_expected parties_min parties_max countries_min countries_max laboratories_min
        laboratories_max default_months renewals_max reporting_months valid_from valid_until succeeded_by
        agreements_in_force counts_invented url_fr url_en url_es source_url source_read_on invented url_api
    """,
    "cooperations": """
        id year unit unit_name unit_website institution institution_name_fr institution_name_en institution_name_es
        institution_ror_id country country_name_fr country_name_en country_name_es theme theme_name_fr theme_name_en
        theme_name_es url_fr url_en url_es source_url source_read_on invented url_api
    """,
    "key-figures": """
        id indicator indicator_name_fr indicator_name_en indicator_name_es definition_fr definition_en definition_es
        unit denominator_fr denominator_en denominator_es country country_name_fr country_name_en country_name_es
        group group_name_fr group_name_en group_name_es year year_is_about value qualifier wording url_fr url_en
        url_es source_url source_read_on invented url_api
    """,
}
KEYS_OF = {noun: keys.split() for noun, keys in KEYS.items()}
