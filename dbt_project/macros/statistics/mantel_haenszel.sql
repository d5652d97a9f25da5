{# Ratio of two shares, rates or means across strata, exposed to unexposed (Mantel & Haenszel 1959;
   of rates: Rothman & Boice 1979), and its 95 % interval over clusters.

   Takes a relation with one row per key, stratum and cluster, in whole numbers: `exposed_cases` out
   of `exposed`, `unexposed_cases` out of `unexposed` (units; time, where `of` is not "risks").
   Gives one row per key that has a stratum with both arms: `ratio`, `crude_ratio` without strata,
   `standard_error` of the ratio's logarithm, `design_effect`, `exposed_clusters`,
   `unexposed_clusters`, `ratio_low`, `ratio_high`.

   The variance of single units is Greenland & Robins' (1985), for "risks" or for "rates". That of
   clusters leaves each out in turn (the jackknife, which does not come out too small: Efron & Stein
   1981). The design effect is their ratio, 1 at least; "means" have no units to compare with, so
   theirs is null. Student's t has the degrees of freedom of the arm with fewer clusters. #}
{% macro mantel_haenszel(relation, keys, strata, cluster, t_quantiles, of="risks") %}
    {%- set by_key = keys | join(", ") -%}
    {%- set arms = [("exposed", "unexposed"), ("unexposed", "exposed")] -%}
with strata as (

    select
        {{ (keys + strata) | join(", ") }},
        {%- for arm, _ in arms %}
        sum({{ arm }}_cases)::double as all_{{ arm }}_cases,
        sum({{ arm }})::double as all_{{ arm }},
        {%- endfor %}
        sum(exposed + unexposed)::double as all_units
    from {{ relation }}
    group by {{ (keys + strata) | join(", ") }}

),

crude as (

    select
        *
        {%- for arm, _ in arms %},
        sum(all_{{ arm }}_cases) over (partition by {{ by_key }})
        / sum(all_{{ arm }}) over (partition by {{ by_key }}) as crude_{{ arm }}
        {%- endfor %}
    from strata

),

-- What each row adds to its stratum's term of either arm, and the term if the row is left out.
terms as (

    select
        cells.*,
        {%- for arm, other in arms %}
        crude_{{ arm }},
        {{ arm }}_cases * all_{{ other }} / all_units as {{ arm }}_part,
        all_{{ arm }}_cases * all_{{ other }} / all_units as {{ arm }}_term,
        coalesce(
            (all_{{ arm }}_cases - {{ arm }}_cases) * (all_{{ other }} - {{ other }})
            / nullif(all_units - exposed - unexposed, 0),
            0
        ) as {{ arm }}_term_without,
        {%- endfor %}
        (
            (exposed_cases + unexposed_cases) * all_exposed * all_unexposed
            {%- if of == "risks" %}
            - exposed_cases * all_unexposed_cases * all_units
            {%- endif %}
        ) / power(all_units, 2) as variance_part
    from {{ relation }} as cells
    inner join crude on {{ same_row("cells", "crude", keys + strata) }}
    where all_exposed > 0 and all_unexposed > 0 and exposed + unexposed > 0

),

clusters as (

    select
        {{ by_key }},
        {{ cluster }},
        {%- for arm, _ in arms %}
        max({{ arm }}) > 0 as has_{{ arm }},
        {{ exact_sum(arm ~ "_part") }} as {{ arm }}_part,
        {{ exact_sum(arm ~ "_term_without - " ~ arm ~ "_term") }} as {{ arm }}_change,
        max(crude_{{ arm }}) as crude_{{ arm }},
        {%- endfor %}
        {{ exact_sum("variance_part") }} as variance_part
    from terms
    group by {{ by_key }}, {{ cluster }}

),

sums as (

    select
        *,
        {%- for arm, _ in arms %}
        sum({{ arm }}_part) over (partition by {{ by_key }})::double as {{ arm }}_sum,
        {%- endfor %}
        sum(variance_part) over (partition by {{ by_key }})::double as variance_sum
    from clusters

),

-- The logarithm of the ratio without the cluster, less that with it. A sum that falls below its
-- rounding error is nothing.
left_out as (

    select
        *,
        {% for arm, _ in arms -%}
        {{ "- " if not loop.first -}}
        case
            when {{ arm }}_sum + {{ arm }}_change > 1e-12 * {{ arm }}_sum
                then ln(1 + {{ arm }}_change / {{ arm }}_sum)
        end
        {% endfor -%}
        as shift
    from sums

),

variances as (

    select
        {{ by_key }},
        max(exposed_sum) / nullif(max(unexposed_sum), 0) as ratio,
        max(crude_exposed) / nullif(max(crude_unexposed), 0) as crude_ratio,
        count(*) filter (where has_exposed) as exposed_clusters,
        count(*) filter (where has_unexposed) as unexposed_clusters,
        max(variance_sum) / nullif(max(exposed_sum) * max(unexposed_sum), 0) as variance_of_units,
        case
            when count(shift) = count(*)
                then (count(*) - 1.0) / count(*) * greatest(
                    {{ exact_sum("shift * shift") }}::double
                    - power({{ exact_sum("shift") }}::double, 2) / count(*),
                    0
                )
        end as variance_of_clusters
    from left_out
    group by {{ by_key }}

),

errors as (

    select
        *,
        {% if of == "means" -%}
        null::double as design_effect,
        sqrt(variance_of_clusters) as standard_error,
        {%- else -%}
        case
            when variance_of_clusters > variance_of_units
                then variance_of_clusters / variance_of_units
            when variance_of_clusters is not null then 1
        end as design_effect,
        sqrt(design_effect * variance_of_units) as standard_error,
        {%- endif %}
        least(exposed_clusters, unexposed_clusters) as clusters
    from variances

)

select
    {{ by_key }},
    ratio,
    crude_ratio,
    standard_error,
    design_effect,
    exposed_clusters,
    unexposed_clusters
    {%- for bound, sign in [("ratio_low", "-"), ("ratio_high", "+")] %},
    case
        when clusters >= {{ var("clusters_needed_for_an_interval") }}
            then ratio * exp({{ sign }} standard_error * {{ student_t_975("(clusters - 1)", "quantiles.t_975") }})
    end as {{ bound }}
    {%- endfor %}
from errors
left join {{ t_quantiles }} as quantiles
    on errors.clusters - 1 = quantiles.degrees_of_freedom
{% endmacro %}
