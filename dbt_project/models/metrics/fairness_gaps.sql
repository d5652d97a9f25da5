{%- set compared = ["metric_id", "platform_id", "period_grain", "period_start", "cut", "member"] -%}
{%- set key = compared | join(", ") -%}
{%- set family = ["family", "platform_id", "period_grain", "period_start"] -%}
with comparisons as (

    select
        *,
        error_below is not null
        and least(n_member, n_reference) >= {{ var('units_needed_for_a_verdict') }} as is_judged
    from {{ ref('fairness_comparisons') }}
    where family is not null

),

t_quantiles as (

    select * from {{ ref('t_quantiles') }}

),

strata as (

    select
        {{ key }},
        stratum,
        sum(numerator) as numerator,
        sum(denominator) as denominator,
        sum(numerator_reference) as numerator_reference,
        sum(denominator_reference) as denominator_reference
    from {{ ref('fairness_pairs') }}
    group by all

),

mixes as (

    {{ kitagawa('strata', compared) }}

),

standardised as (

    select
        comparisons.*,
        mixes.treatment_part,
        mixes.mix_part,
        mixes.standardised_gap,
        mixes.share_compared,
        -- Towards no gap, so that the test and the interval say the same.
        case
            when comparisons.is_judged
                then comparisons.gap / nullif(
                    case
                        when comparisons.gap > 0 then comparisons.error_below else comparisons.error_above
                    end,
                    0
                )
        end as gap_t,
        case
            when comparisons.is_judged
                then {{ equivalence_t(
                    'comparisons.gap', 'comparisons.error_below', 'comparisons.error_above',
                    var('material_gap')
                ) }}
        end as equivalence_t
    from comparisons
    left join mixes using ({{ key }})

),

tested as (

    {{ student_t_p('standardised', 'gap_t', 'degrees_of_freedom', 'p_value') }}

),

tested_for_equivalence as (

    {{ student_t_p('tested', 'equivalence_t', 'degrees_of_freedom', 'equivalence_p') }}

),

adjusted as (

    {{ benjamini_hochberg('tested_for_equivalence', family) }}

)

select
    family,
    metric_id,
    platform_id,
    period_grain,
    period_start,
    cut,
    member,
    reference,
    value_member,
    value_reference,
    gap,
    gap_low,
    gap_high,
    ratio,
    standardised_gap,
    case
        when is_judged
            then
                standardised_gap - standardised_error
                * {{ student_t_975('standardised_degrees_of_freedom', 'standardised_t.t_975') }}
    end as standardised_low,
    case
        when is_judged
            then
                standardised_gap + standardised_error
                * {{ student_t_975('standardised_degrees_of_freedom', 'standardised_t.t_975') }}
    end as standardised_high,
    share_compared,
    treatment_part,
    mix_part,
    p_value,
    q_value,
    case
        when is_judged
            then {{ minimum_detectable_gap(
                '(error_below + error_above) / 2', 'adjusted.degrees_of_freedom', 'plain_t.t_975', 'plain_t.t_80'
            ) }}
    end as minimum_detectable_gap,
    n_member,
    n_reference,
    case
        when not is_judged then 'not_enough_data'
        when q_value < 0.05 then 'gap'
        when {{ is_equivalent('equivalence_t', 'equivalence_p') }} then 'no_material_gap'
        else 'not_enough_data'
    end as verdict
from adjusted
left join t_quantiles as plain_t on adjusted.degrees_of_freedom = plain_t.degrees_of_freedom
left join t_quantiles as standardised_t
    on adjusted.standardised_degrees_of_freedom = standardised_t.degrees_of_freedom
