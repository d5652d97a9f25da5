{# Gap between two shares of pairs, with its standard error where each unit of a pair belongs to a
   cluster of its own. Leaving out a cluster leaves out every pair that one of its units is part of
   (the jackknife of a U-statistic; Arvesen 1969). What two clusters do only together changes the gap
   from both sides, and is taken off once (Efron & Stein 1981; over dyads, Fafchamps & Gubert 2007): it
   is half of the variance at most.

   Takes a relation with one row per key and pair of clusters, `cluster` and `other_cluster`, which
   may be the same, in whole numbers: `numerator` and `denominator` of the one share,
   `numerator_reference` and `denominator_reference` of the other. Gives one row per key that has
   both: `gap`, `standard_error`, null where a cluster is part of every pair of a share; and
   `clusters`, `clusters_reference`, `degrees_of_freedom`, one less than there are clusters. #}
{% macro jackknifed_pairs(relation, keys) %}
    {%- set key = keys | join(", ") -%}
    {%- set parts = ["numerator", "denominator", "numerator_reference", "denominator_reference"] -%}
with totals as (

    select
        {{ key }}
        {%- for part in parts %},
        sum({{ part }})::double as all_{{ part }}
        {%- endfor %}
    from {{ relation }}
    group by {{ key }}
    having sum(denominator) > 0 and sum(denominator_reference) > 0

),

-- What is left out in turn: each cluster, whatever the other of its pairs, and any two together.
sides as (

    select
        {{ key }},
        cluster,
        null as partner,
        {{ parts | join(", ") }}
    from {{ relation }}
    union all
    select
        {{ key }},
        other_cluster as cluster,
        null as partner,
        {{ parts | join(", ") }}
    from {{ relation }}
    where other_cluster <> cluster
    union all
    select
        {{ key }},
        least(cluster, other_cluster) as cluster,
        greatest(cluster, other_cluster) as partner,
        {{ parts | join(", ") }}
    from {{ relation }}
    where other_cluster <> cluster

),

left_out as (

    select
        {{ key }},
        cluster,
        partner is null as is_cluster
        {%- for part in parts %},
        sum({{ part }}) as {{ part }}
        {%- endfor %}
    from sides
    group by {{ key }}, cluster, partner

),

changes as (

    select
        totals.*,
        left_out.is_cluster,
        {%- for column in parts %}
        left_out.{{ column }},
        {%- endfor %}
        all_numerator / all_denominator
        - all_numerator_reference / all_denominator_reference as gap,
        gap
        - (all_numerator - numerator) / nullif(all_denominator - denominator, 0)
        + (all_numerator_reference - numerator_reference)
        / nullif(all_denominator_reference - denominator_reference, 0) as change
    from left_out
    inner join totals on {{ same_row("left_out", "totals", keys) }}

),

variances as (

    select
        {{ key }},
        max(gap) as gap,
        count(*) filter (where is_cluster) as all_clusters,
        count(*) filter (where is_cluster and denominator > 0) as clusters,
        count(*) filter (where is_cluster and denominator_reference > 0) as clusters_reference,
        count(change) < count(*) as is_unknown,
        {{ exact_sum("change") }} filter (where is_cluster)::double as sum_of_changes,
        {{ exact_sum("change * change") }} filter (where is_cluster)::double as squares,
        coalesce({{ exact_sum("change * change") }} filter (where not is_cluster), 0)::double
            as squares_together
    from changes
    group by {{ key }}

),

jackknifed as (

    select
        *,
        case
            when all_clusters > 1 and not is_unknown
                then (all_clusters - 1.0) / all_clusters
                * greatest(squares - power(sum_of_changes, 2) / all_clusters, 0)
        end as variance
    from variances

)

select
    {{ key }},
    gap,
    clusters,
    clusters_reference,
    all_clusters - 1 as degrees_of_freedom,
    case
        when variance is not null then sqrt(greatest(variance - squares_together, variance / 2))
    end as standard_error
from jackknifed
{% endmacro %}
