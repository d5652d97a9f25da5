{# What of a gap between a member and its reference lies in how alike cases are treated, and what in
   the mix of cases (Kitagawa 1955); and the gap among like with the mix of both together (direct
   standardisation).

   Takes a relation with one row per stratum: the key columns, `numerator` and `denominator` of the
   member, `numerator_reference` and `denominator_reference`. Strata without both cannot be compared:
   what they make of the gap counts as mix. Gives one row per key: `gap`, `treatment_part`, `mix_part`,
   `standardised_gap`, and `share_compared` of the units in strata with both. On the binary grid the
   two parts add up to the gap to the last digit. #}
{% macro kitagawa(relation, keys) %}
    {%- set key = keys | join(", ") -%}
with shares as (

    select
        *,
        denominator > 0 and denominator_reference > 0 as has_both,
        denominator + denominator_reference as pooled,
        denominator / nullif(sum(denominator) over (partition by {{ key }}), 0) as share,
        denominator_reference
        / nullif(sum(denominator_reference) over (partition by {{ key }}), 0) as share_reference,
        numerator / nullif(denominator, 0)
        - numerator_reference / nullif(denominator_reference, 0) as stratum_gap
    from {{ relation }}

),

sums as (

    select
        {{ key }},
        {{ on_binary_grid(
            "sum(numerator) / nullif(sum(denominator), 0)
            - sum(numerator_reference) / nullif(sum(denominator_reference), 0)"
        ) }} as gap,
        {{ on_binary_grid(
            exact_sum("(share + share_reference) / 2 * stratum_gap")
            ~ " filter (where has_both)::double"
        ) }} as treatment_part,
        {{ exact_sum("pooled * stratum_gap") }} filter (where has_both)::double
        / sum(pooled) filter (where has_both) as standardised_gap,
        coalesce(sum(pooled) filter (where has_both), 0) / sum(pooled) as share_compared
    from shares
    group by {{ key }}

)

select
    {{ key }},
    gap,
    treatment_part,
    gap - treatment_part as mix_part,
    standardised_gap,
    share_compared
from sums
{% endmacro %}

{# Rounded to 2^-40, about 1e-12: below 4096, what lies there adds and subtracts without an error. #}
{% macro on_binary_grid(number) -%}
    round(({{ number }}) * power(2, 40)) / power(2, 40)
{%- endmacro %}
