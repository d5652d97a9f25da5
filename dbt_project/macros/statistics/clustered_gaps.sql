{# Gap between a member's ratio and its reference's at the same mix of strata, the pooled one (direct
   standardisation), with its standard error over clusters. Without strata it is the plain gap.

   Takes a relation with one row per key, stratum and cluster, in whole numbers: `numerator` and
   `denominator` of the member, `numerator_reference` and `denominator_reference`, 0 where one of them
   has nothing. Gives one row per key that has a stratum with both: `gap`, `standard_error`,
   `member_error`, the part of it that comes of the clusters with the member, `degrees_of_freedom`,
   `clusters`, `clusters_reference`, and `correlation` of the two over clusters.

   The error is found by leaving out each cluster in turn (the jackknife; Wolter 2007, 4.5): residuals
   about the ratios of small strata come out too small. Clusters that hold both are one sample, with a
   degree of freedom less; else there are two, with Welch & Satterthwaite's (1947). #}
{% macro clustered_gaps(relation, keys, strata, cluster) %}
    {%- set key = keys | join(", ") -%}
    {%- set parts = ["numerator", "denominator", "numerator_reference", "denominator_reference"] -%}
with strata as (

    select
        {{ (keys + strata) | join(", ") }}
        {%- for part in parts %},
        sum({{ part }})::double as all_{{ part }}
        {%- endfor %}
    from {{ relation }}
    group by {{ (keys + strata) | join(", ") }}
    having sum(denominator) > 0 and sum(denominator_reference) > 0

),

totals as (

    select
        *,
        {{ exact_sum(pooled_gap("all_")) }} over (partition by {{ key }})::double as sum_of_gaps,
        sum(all_denominator + all_denominator_reference) over (partition by {{ key }}) as units
    from strata

),

-- What is left of a stratum without the cluster.
rests as (

    select
        totals.*,
        {%- for column in cluster + parts %}
        cells.{{ column }},
        {%- endfor %}
        {%- for part in parts %}
        totals.all_{{ part }} - cells.{{ part }} as rest_{{ part }}{{ "," if not loop.last }}
        {%- endfor %}
    from {{ relation }} as cells
    inner join totals on {{ same_row("cells", "totals", keys + strata) }}
    where cells.denominator > 0 or cells.denominator_reference > 0

),

clusters as (

    select
        {{ (keys + cluster) | join(", ") }},
        max(sum_of_gaps) / max(units) as gap,
        max(denominator) > 0 as has_member,
        max(denominator_reference) > 0 as has_reference,
        (max(sum_of_gaps) + {{ exact_sum(
            "case
                when rest_denominator > 0 and rest_denominator_reference > 0
                    then " ~ pooled_gap("rest_") ~ " else 0
            end - " ~ pooled_gap("all_")
        ) }}::double) / nullif(
            max(units) + sum(case
                when rest_denominator > 0 and rest_denominator_reference > 0
                    then rest_denominator + rest_denominator_reference else 0
            end - all_denominator - all_denominator_reference),
            0
        ) as gap_without,
        {%- for side in ["", "_reference"] %}
        {{ exact_sum(
            "(numerator" ~ side ~ " - all_numerator" ~ side ~ " / all_denominator" ~ side
            ~ " * denominator" ~ side ~ ") / all_denominator" ~ side
            ~ " * (all_denominator + all_denominator_reference) / units"
        ) }}::double as pull{{ side }}{{ "," if not loop.last }}
        {%- endfor %}
    from rests
    group by {{ (keys + cluster) | join(", ") }}

),

samples as (

    select
        *,
        gap - gap_without as change,
        has_member or bool_or(has_member and has_reference) over (partition by {{ key }})
            as is_first_sample
    from clusters

),

variances as (

    select
        {{ key }},
        is_first_sample,
        max(gap) as gap,
        count(*) filter (where has_member) as clusters,
        count(*) filter (where has_reference) as clusters_reference,
        count(*) - 1 as degrees_of_freedom,
        case
            when count(*) > 1 and count(change) = count(*)
                then (count(*) - 1.0) / count(*) * greatest(
                    {{ exact_sum("change * change") }}::double
                    - power({{ exact_sum("change") }}::double, 2) / count(*),
                    0
                )
        end as variance,
        {{ exact_sum("pull * pull_reference") }} as products,
        {{ exact_sum("pull * pull") }} as squares,
        {{ exact_sum("pull_reference * pull_reference") }} as squares_reference
    from samples
    group by {{ key }}, is_first_sample

)

select
    {{ key }},
    max(gap) as gap,
    case when count(variance) = count(*) then sqrt(sum(variance)) end as standard_error,
    sqrt(max(variance) filter (where is_first_sample)) as member_error,
    case
        when count(variance) = count(*)
            then power(sum(variance), 2)
            / nullif(sum(variance * variance / degrees_of_freedom), 0)
    end as degrees_of_freedom,
    sum(clusters)::bigint as clusters,
    sum(clusters_reference)::bigint as clusters_reference,
    sum(products)::double / nullif(sqrt(sum(squares)::double * sum(squares_reference)::double), 0)
        as correlation
from variances
group by {{ key }}
{% endmacro %}

{# A stratum's gap times its units. #}
{% macro pooled_gap(of) -%}
    ({{ of }}denominator + {{ of }}denominator_reference) * (
        {{ of }}numerator / {{ of }}denominator
        - {{ of }}numerator_reference / {{ of }}denominator_reference
    )
{%- endmacro %}
